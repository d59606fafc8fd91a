package io.playbackanalytics.event;

import java.util.Map;
import java.util.Objects;

/**
 * One validated playback event v1: what happened, and the fields that are there.
 *
 * @param type what happened
 * @param numbers the integers, and what is true or false as 1 or 0; {@link
 *     EventField#DECODE_ATTEMPTS} and {@link EventField#DECODE_FAILURES} also where only the type
 *     tells of them
 * @param texts the strings that are not empty
 */
public record PlaybackEvent(
    EventType type, Map<EventField, Long> numbers, Map<EventField, String> texts) {

  public PlaybackEvent {
    Objects.requireNonNull(type, "type");
    numbers = Map.copyOf(numbers);
    texts = Map.copyOf(texts);
    numbers.forEach(PlaybackEvent::requireInRange);
    if (numbers.getOrDefault(EventField.DECODE_FAILURES, 0L)
        > numbers.getOrDefault(EventField.DECODE_ATTEMPTS, 0L)) {
      throw new IllegalArgumentException("more decode failures than attempts: " + numbers);
    }
    if (!numbers.containsKey(EventField.TIMESTAMP) || !texts.containsKey(EventField.APP_ID)) {
      throw new IllegalArgumentException("no timestamp or no app: " + numbers + texts);
    }
  }

  private static void requireInRange(EventField field, long number) {
    if (number < field.min() || number > field.max()) {
      throw new IllegalArgumentException(field.wireName() + " " + number);
    }
  }

  /** Epoch milliseconds on the player's clock. */
  public long timestamp() {
    return number(EventField.TIMESTAMP);
  }

  /** The field's number; 0 if the event does not have it. */
  public long number(EventField field) {
    return numbers.getOrDefault(field, 0L);
  }

  /** The value by which this event is grouped along {@code dimension}; never empty. */
  public String valueOf(Dimension dimension) {
    return texts.getOrDefault(dimension.eventField(), Dimension.UNKNOWN);
  }
}
