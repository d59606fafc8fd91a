package io.playbackanalytics.measure.window;

/**
 * The playback quality of one cohort in one window: what dashboards read.
 *
 * @param cohort the cohort's key
 * @param windowStart epoch ms, inclusive
 * @param windowEnd epoch ms, exclusive
 * @param revision 0 when the window fires, then one more each time that late events change it; the
 *     highest revision of a cohort and window replaces the others
 * @param totals the sums over every event of the cohort in the window
 */
public record PlaybackQuality(
    String cohort, long windowStart, long windowEnd, int revision, Totals totals) {

  /** Failed decoder runs per decoder run, in 0..1; {@code NaN} without any run. */
  public double decodeFailureRatio() {
    return ratio(totals.decodeFailures, totals.decodeAttempts);
  }

  /**
   * Stalled time per time that playback was wanted, {@code stall / (play + stall)}, in 0..1 (the
   * rebuffering ratio of CTA-2066, which leaves start-up out); {@code NaN} without any such time.
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
