package io.playbackanalytics.measure;

import io.playbackanalytics.event.Reason;
import io.playbackanalytics.measure.window.LateBy;
import io.playbackanalytics.measure.window.LateRecord;
import io.playbackanalytics.measure.window.RejectedRecord;
import io.playbackanalytics.metric.MetricCatalog;
import io.playbackanalytics.metric.MetricExport;
import io.playbackanalytics.metric.flink.PlaybackMetrics;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * The conservation law as counters: every record read is aggregated, late, rejected or, with {@code
 * dedup.window}, repeated, once. Like any Prometheus counter they start at 0 with the task; what a
 * restart reads again is counted again on both sides of the law. Late and rejected records are also
 * counted by reason and by app, and logged now and then.
 */
final class RecordCounts implements AutoCloseable {

  private final PlaybackMetrics metrics;
  private final Counter aggregated;
  private final Counter late;
  private final Counter rejected;
  private final Counter repeated;
  private final Map<LateBy, Counter> lateBy = new EnumMap<>(LateBy.class);
  private final Map<Reason, Counter> rejectedFor = new EnumMap<>(Reason.class);
  private final CountsByApp lateByApp;
  private final CountsByApp rejectedByApp;
  private final RecordLog log;

  RecordCounts(MetricGroup operator, MetricExport export) {
    metrics = PlaybackMetrics.open(operator, export);
    aggregated = metrics.counter(MetricCatalog.RECORDS_AGGREGATED);
    late = metrics.counter(MetricCatalog.RECORDS_LATE);
    rejected = metrics.counter(MetricCatalog.RECORDS_REJECTED);
    repeated = metrics.counter(MetricCatalog.RECORDS_REPEATED);
    // From the start, so that Prometheus sees each of them at 0 before it counts.
    for (LateBy by : LateBy.values()) {
      lateBy.put(by, metrics.counter(MetricCatalog.RECORDS_LATE_BY_REASON, by.wire()));
    }
    for (Reason reason : Reason.values()) {
      rejectedFor.put(
          reason, metrics.counter(MetricCatalog.RECORDS_REJECTED_BY_REASON, reason.wire()));
    }
    lateByApp = new CountsByApp(metrics, MetricCatalog.RECORDS_LATE_BY_APP);
    rejectedByApp = new CountsByApp(metrics, MetricCatalog.RECORDS_REJECTED_BY_APP);
    log = new RecordLog(metrics.operatorName(), Clock.systemUTC());
  }

  void aggregated(int events) {
    aggregated.inc(events);
  }

  void late(LateRecord record) {
    late.inc();
    lateBy.get(LateBy.of(record)).inc();
    lateByApp.count(record.source());
    log.late(record.source(), record.eventTime(), record.watermark());
  }

  void rejected(RejectedRecord record) {
    rejected.inc();
    rejectedFor.get(record.rejection().reason()).inc();
    if (record.rejection().reason() != Reason.TOO_LARGE) {
      rejectedByApp.count(record.source());
    }
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
