package io.playbackanalytics.measure.window;

/**
 * The playback quality of one cohort in one window: what dashboards read.
 *
 * @param cohort the cohort's key
 * @param windowStart epoch ms, inclusive
 * @param windowEnd epoch ms, exclusive
 * @param revision of the records of a cohort and window the one with the highest counts; see {@link
 *     Revisions}
 * @param first whether the state knows of no publication of the window before this one
 * @param totals the sums over every event of the cohort in the window
 */
public record PlaybackQuality(
    String cohort, long windowStart, long windowEnd, long revision, boolean first, Totals totals) {

  /** Failed decoder runs per decoder run, in 0..1; {@code NaN} without any run. */
  public double decodeFailureRatio() {
    return ratio(totals.decodeFailures, totals.decodeAttempts);
  }

  /**
   * Stalled time per time rendered or stalled, {@code Σ stall / Σ (play + stall)}, in 0..1; {@code
   * NaN} without any such time. (CTA-2066's rebuffering ratio has the time of start-up and of waits
   * after seeks in its denominator, too.)
   */
  public double stallRatio() {
    return ratio(totals.stallMs, totals.playMs + totals.stallMs);
  }

  /** Rendered time in seconds, summed over the players; 0 without any. */
  public double playbackSeconds() {
    return totals.playMs / 1000.0;
  }

  private static double ratio(long part, long whole) {
    return whole == 0 ? Double.NaN : (double) part / whole;
  }
}
