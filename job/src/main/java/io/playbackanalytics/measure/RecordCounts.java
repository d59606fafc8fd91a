package io.playbackanalytics.measure;

import io.playbackanalytics.metric.MetricCatalog;
import io.playbackanalytics.metric.MetricExport;
import io.playbackanalytics.metric.PlaybackMetrics;
import java.time.Clock;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * The conservation law as counters: every record read is aggregated, late, rejected or, with {@code
 * dedup.window}, repeated, once. Like any Prometheus counter they start at 0 with the task; what a
 * restart reads again is counted again on both sides of the law. Late and rejected records are
 * logged now and then.
 */
final class RecordCounts implements AutoCloseable {

  private final PlaybackMetrics metrics;
  private final Counter aggregated;
  private final Counter late;
  private final Counter rejected;
  private final Counter repeated;
  private final RecordLog log;

  RecordCounts(MetricGroup operator, MetricExport export) {
    metrics = PlaybackMetrics.open(operator, export);
    aggregated = metrics.counter(MetricCatalog.RECORDS_AGGREGATED);
    late = metrics.counter(MetricCatalog.RECORDS_LATE);
    rejected = metrics.counter(MetricCatalog.RECORDS_REJECTED);
    repeated = metrics.counter(MetricCatalog.RECORDS_REPEATED);
    log = new RecordLog(metrics.operatorName(), Clock.systemUTC());
  }

  void aggregated(int events) {
    aggregated.inc(events);
  }

  void late(LateRecord record) {
    late.inc();
    log.late(record.source(), record.eventTime(), record.watermark());
  }

  void rejected(RejectedRecord record) {
    rejected.inc();
    log.rejected(record.source(), record.rejection());
  }

  void repeated(int events) {
    repeated.inc(events);
  }

  @Override
  public void close() {
    metrics.close();
  }
}
