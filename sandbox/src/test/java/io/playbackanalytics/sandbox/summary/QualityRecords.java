package io.playbackanalytics.sandbox.summary;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Quality records for tests, with windows of five seconds. */
final class QualityRecords {

  static final Instant TWELVE = Instant.parse("2026-03-01T12:00:00Z");

  private static final Duration SIZE = Duration.ofSeconds(5);

  private QualityRecords() {}

  /**
   * @param cohort dimension, value, dimension, value …
   * @param endSecond the window's end in seconds after twelve
   */
  static QualityRecord record(int endSecond, long revision, Sums sums, String... cohort) {
    Map<String, String> dimensions = new LinkedHashMap<>();
    for (int i = 0; i < cohort.length; i += 2) {
      dimensions.put(cohort[i], cohort[i + 1]);
    }
    Instant end = TWELVE.plusSeconds(endSecond);
    return new QualityRecord(
        dimensions,
        end.minus(SIZE),
        end,
        revision,
        sums,
        sums.decodeFailureRatio(),
        sums.stallRatio());
  }

  static Sums sums(long events, long attempts, long failures, long playSeconds, long stallSeconds) {
    return new Sums(
        events,
        attempts,
        failures,
        Duration.ofSeconds(playSeconds),
        Duration.ofSeconds(stallSeconds),
        Numbered.NONE);
  }
}
