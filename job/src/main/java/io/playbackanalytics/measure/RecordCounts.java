package io.playbackanalytics.measure;

import io.playbackanalytics.metric.MetricCatalog;
import io.playbackanalytics.metric.PlaybackMetrics;
import org.apache.flink.metrics.Counter;

/**
 * The conservation law as counters: every record read is aggregated, late or rejected, once. Like
 * any Prometheus counter they start at 0 with the task; what a restart reads again is counted again
 * on both sides of the law.
 */
final class RecordCounts {

  private final Counter aggregated;
  private final Counter late;
  private final Counter rejected;

  RecordCounts(PlaybackMetrics metrics) {
    aggregated = metrics.counter(MetricCatalog.RECORDS_AGGREGATED);
    late = metrics.counter(MetricCatalog.RECORDS_LATE);
    rejected = metrics.counter(MetricCatalog.RECORDS_REJECTED);
  }

  void aggregated() {
    aggregated.inc();
  }

  void late() {
    late.inc();
  }

  void rejected() {
    rejected.inc();
  }
}
