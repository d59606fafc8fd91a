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
  private int inNewestWindow;
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

  /** A window of any cohort, with series or without. */
  void heardOf(PlaybackQuality quality, boolean withoutSeries) {
    if (quality.windowEnd() > newestWindowEnd) {
      newestWindowEnd = quality.windowEnd();
      inNewestWindow = 0;
    }
    // The first record of a cohort and window counts it; the later ones revise it.
    if (withoutSeries
        && quality.windowEnd() == newestWindowEnd
        && quality.first()
        && quality.totals().events() > 0) {
      inNewestWindow++;
    }
  }

  /** Shows the count, between two windows. */
  void showCount() {
    lastCount = inNewestWindow;
  }

  /** Shows that nothing is known. */
  void showNothing() {
    lastCount = Double.NaN;
  }
}
