package io.playbackanalytics.publish;

import io.playbackanalytics.measure.total.QualityTotals;
import io.playbackanalytics.measure.total.Totals;
import io.playbackanalytics.measure.window.PlaybackQuality;

/** Windows and sums for tests, as few words as possible. */
public final class Qualities {

  private Qualities() {}

  /** A window of 5 s. */
  public static PlaybackQuality window(String cohort, long end, int revision, Totals totals) {
    return new PlaybackQuality(cohort, end - 5000, end, revision, revision == 0, totals);
  }

  public static Totals totals(
      long events, long decodeAttempts, long decodeFailures, long playMs, long stallMs) {
    return QualityTotals.of(events, decodeAttempts, decodeFailures, playMs, stallMs);
  }
}
