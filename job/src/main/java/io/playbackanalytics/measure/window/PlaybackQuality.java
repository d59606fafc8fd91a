package io.playbackanalytics.measure.window;

import io.playbackanalytics.measure.total.Totals;
import java.time.Duration;

/**
 * The playback quality of one cohort in one window: what dashboards read.
 *
 * @param cohort the cohort's key
 * @param windowStart epoch ms, inclusive
 * @param windowEnd epoch ms, exclusive
 * @param revision of the records of a cohort and window the one with the highest counts; see {@link
 *     Revisions}
 * @param first whether the state knows of no publication of the window before this one
 * @param totals the totals over every event of the cohort in the window
 */
public record PlaybackQuality(
    String cohort, long windowStart, long windowEnd, long revision, boolean first, Totals totals) {

  /** How long the window is. */
  public Duration length() {
    return Duration.ofMillis(windowEnd - windowStart);
  }
}
