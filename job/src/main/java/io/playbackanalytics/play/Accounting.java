package io.playbackanalytics.play;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where the time rendered and stalled comes from; never from both, or it would count twice. */
public enum Accounting {
  /** From the states of a play that ever says {@code player_state}, else as in {@link #DELTAS}. */
  AUTO,
  /** From {@code play_ms} and {@code buffer_ms}, at the instant of the report. */
  DELTAS,
  /** From the states of every play. */
  STATES;

  /** The value in settings. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Accounting> named(String wire) {
    return Arrays.stream(values()).filter(each -> each.wire().equals(wire)).findFirst();
  }
}
