package io.playbackanalytics.play;

/** Where the time rendered and stalled comes from; never from both, or it would count twice. */
public enum Accounting {
  /** From the states of a play that ever says {@code player_state}, else as in {@link #DELTAS}. */
  AUTO,
  /** From {@code play_ms} and {@code buffer_ms}, at the instant of the report. */
  DELTAS,
  /** From the states of every play. */
  STATES
}
