package io.playbackanalytics.event;

import java.util.Locale;

/**
 * The state that a player says it is in, from the event's timestamp on; the constant's name in
 * lower case is the value of {@code player_state}. Each is one of CMCD v2's {@code sta}, whose
 * {@code w} is {@link #SEEKING}, too. The order of the constants is part of the state's format: new
 * ones go to the end.
 */
public enum PlayerState {
  /** {@code d}: loads what nobody has asked to play yet. */
  PRELOADING,
  /** {@code s}: was asked to play, and has rendered nothing yet. */
  STARTING,
  /** {@code p}. */
  PLAYING,
  /** {@code r}: waits for data. */
  STALLED,
  /** {@code k}, {@code w}: does not yet render what the viewer went to. */
  SEEKING,
  /** {@code a}. */
  PAUSED,
  /** {@code e}. */
  ENDED,
  /** {@code f}: gave up. */
  FAILED,
  /** {@code q}: was closed. */
  QUIT;

  /** The state's place among all, also in the job's own state. */
  @SuppressWarnings("EnumOrdinal") // the order of the constants is frozen
  public int index() {
    return ordinal();
  }

  /** The state in events. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
