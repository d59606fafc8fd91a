package io.playbackanalytics.measure;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * The conservation law as counters: every record read is aggregated, late or rejected, once. Like
 * any Prometheus counter they start at 0 with the task; what a restart reads again is counted again
 * on both sides of the law.
 */
final class RecordCounts {

  private final Counter aggregated;
  private final Counter late;
  private final Counter rejected;

  RecordCounts(MetricGroup operator) {
    MetricGroup group = operator.addGroup("playback");
    aggregated = group.counter("records_aggregated_total");
    late = group.counter("records_late_total");
    rejected = group.counter("records_rejected_total");
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
