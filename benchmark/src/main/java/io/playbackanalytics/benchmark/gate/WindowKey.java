package io.playbackanalytics.benchmark.gate;

import java.time.Instant;

/**
 * One window of one cohort.
 *
 * @param cohort in this job's canonical form: {@code app=music-0001,os=Android 14}
 * @param end exclusive, epoch milliseconds
 */
public record WindowKey(String cohort, long end) {

  /** Whether the cohort is a whole app, so that each event is in one of them. */
  boolean isApp() {
    return cohort.indexOf(',') < 0;
  }

  @Override
  public String toString() {
    return cohort + " until " + Instant.ofEpochMilli(end);
  }
}
