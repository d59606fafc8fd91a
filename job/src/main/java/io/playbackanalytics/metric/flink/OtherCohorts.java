package io.playbackanalytics.metric.flink;

import io.playbackanalytics.event.Cohort;
import io.playbackanalytics.event.CohortDefinition;
import io.playbackanalytics.measure.total.Measures;
import io.playbackanalytics.measure.total.Totals;
import io.playbackanalytics.measure.window.PlaybackQuality;
import io.playbackanalytics.metric.MetricCatalog;
import java.util.HashMap;
import java.util.Map;

/**
 * The cohorts without series of their own, summed into one of each definition whose labels are all
 * {@value Cohort#OTHER}. It has counters only: a window of many cohorts is nowhere computed, and
 * their ratio follows from the counters.
 */
final class OtherCohorts {

  private final Measures measures;
  private final PlaybackMetrics metrics;

  /** By the labels of the definition. */
  private final Map<String, CohortCounters> counters = new HashMap<>();

  private long newestWindowEnd = Long.MIN_VALUE;

  /** How many had a window since the newest one began to come, and how many with the one before. */
  private int count;

  private int countBefore;
  private String lastCounted = "";
  private volatile double lastCount = Double.NaN;

  OtherCohorts(Measures measures, PlaybackMetrics metrics) {
    this.measures = measures;
    this.metrics = metrics;
    metrics.gauge(MetricCatalog.COHORTS_OTHER, () -> lastCount);
  }

  void count(String key, Totals totals) {
    counters
        .computeIfAbsent(
            Cohort.labelsOfKey(key),
            labels ->
                new CohortCounters(
                    measures, metrics.cohort(Cohort.other(CohortDefinition.parse(labels)))))
        .add(totals);
  }

  /**
   * A window of any cohort, with series or without. Those of new cohorts may come seconds after
   * those of the others, and then several of a cohort in a row.
   */
  void heardOf(PlaybackQuality quality, boolean withoutSeries) {
    if (quality.windowEnd() > newestWindowEnd) {
      newestWindowEnd = quality.windowEnd();
      countBefore = count;
      count = 0;
      lastCounted = "";
    }
    // The first record of a cohort and window counts it; the later ones revise it.
    if (withoutSeries
        && quality.first()
        && quality.totals().events() > 0
        && !quality.cohort().equals(lastCounted)) {
      lastCounted = quality.cohort();
      count++;
    }
  }

  /** Shows the count: the one before as long as not all of the newest window may have come. */
  void showCount() {
    lastCount = Math.max(count, countBefore);
  }

  /** Shows that nothing is known. */
  void showNothing() {
    lastCount = Double.NaN;
  }
}
