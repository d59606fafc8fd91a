package io.playbackanalytics.play;

import java.io.Serializable;
import java.time.Duration;

/**
 * What the rules of plays leave open.
 *
 * @param accounting where the time rendered and stalled comes from
 * @param silence a play of which nothing is heard for longer was over with the last that was heard
 * @param hiddenSilence the same while the player says that it is in the background, where timers
 *     are slow; at least {@code silence}
 * @param stallCap a stall of that length closes the play: nobody waits that long
 * @param pauseCap a pause of that length closes the play
 * @param seekGrace buffering that begins so soon after a seek belongs to it
 */
public record PlayRules(
    Accounting accounting,
    Duration silence,
    Duration hiddenSilence,
    Duration stallCap,
    Duration pauseCap,
    Duration seekGrace)
    implements Serializable {

  public PlayRules {
    requirePositive("silence", silence);
    requirePositive("stall cap", stallCap);
    requirePositive("pause cap", pauseCap);
    requirePositive("grace of a seek", seekGrace);
    if (hiddenSilence.compareTo(silence) < 0) {
      throw new IllegalArgumentException(
          "in the background a silence of " + hiddenSilence + ", elsewhere of " + silence);
    }
  }

  private static void requirePositive(String name, Duration duration) {
    if (duration.isZero() || duration.isNegative()) {
      throw new IllegalArgumentException(name + " of " + duration);
    }
  }
}
