package io.playbackanalytics.event;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What happened in the player; the constant's name is the value of {@code event_type}. The order of
 * the constants is part of the state's format: new ones go to the end.
 */
public enum EventType {
  PLAY_REQUEST,
  PLAY_START,
  HEARTBEAT,
  BUFFER_START,
  BUFFER_END,
  PAUSE,
  RESUME,
  SEEK,
  SKIP,
  PLAY_END,
  PLAY_ERROR,
  /** One unit was decoded; counts as one attempt unless the event carries decoder counts. */
  DECODE_OK,
  /** One unit failed to decode; counts as one failed attempt unless it carries decoder counts. */
  DECODE_FAIL,
  SEARCH,
  SESSION_ACTIVE;

  private static final Map<String, EventType> BY_NAME =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(Enum::name, Function.identity()));

  /** The type's place among all, also in state. */
  @SuppressWarnings("EnumOrdinal") // the order of the constants is frozen
  public int index() {
    return ordinal();
  }

  /** How many decoder runs an event of this type stands for if it carries no counts. */
  public int impliedDecodeAttempts() {
    return this == DECODE_OK || this == DECODE_FAIL ? 1 : 0;
  }

  /** How many of {@link #impliedDecodeAttempts} failed. */
  public int impliedDecodeFailures() {
    return this == DECODE_FAIL ? 1 : 0;
  }

  /** The type of that exact name: upper case, no blanks; empty for any other text. */
  public static Optional<EventType> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }
}
