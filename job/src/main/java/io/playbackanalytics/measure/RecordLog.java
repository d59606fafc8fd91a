package io.playbackanalytics.measure;

import io.playbackanalytics.event.Rejection;
import io.playbackanalytics.event.SourceRecord;
import io.playbackanalytics.ingest.json.TraceId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Logs a late and a rejected record now and then, as a sample to start from: where it stands in
 * Kafka, and its trace id as a field of the log line, which leads to the trace and the logs of that
 * play. At most one of each kind in {@link #PAUSE}, since a client that sends nothing else must not
 * fill the disk. Counters and topics have all of them.
 */
final class RecordLog {

  static final Duration PAUSE = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(RecordLog.class);

  private final String operator;
  private final InstantSource wallClock;
  private final Sampled lateRecords = new Sampled();
  private final Sampled rejectedRecords = new Sampled();

  /**
   * @param operator the name of the operator that logs, a field of the log line
   */
  RecordLog(String operator, InstantSource wallClock) {
    this.operator = operator;
    this.wallClock = wallClock;
  }

  void late(SourceRecord record, long eventTime, long watermark) {
    if (lateRecords.isDue(wallClock.instant())) {
      log(
          record,
          "Late: {}-{}@{}, event time {}, watermark {}; {} more since the last line like this",
          record.topic(),
          record.partition(),
          record.offset(),
          Instant.ofEpochMilli(eventTime),
          Instant.ofEpochMilli(watermark),
          lateRecords.unlogged());
    }
  }

  void rejected(SourceRecord record, Rejection rejection) {
    if (rejectedRecords.isDue(wallClock.instant())) {
      log(
          record,
          "Rejected: {}-{}@{}, {} {}: {}; {} more since the last line like this",
          record.topic(),
          record.partition(),
          record.offset(),
          rejection.reason().wire(),
          rejection.field(),
          rejection.detail(),
          rejectedRecords.unlogged());
    }
  }

  private void log(SourceRecord record, String format, Object... arguments) {
    Optional<String> traceId = TraceId.in(record.value());
    MDC.put("operator", operator);
    traceId.ifPresent(id -> MDC.put("trace_id", id));
    try {
      LOG.info(format, arguments);
    } finally {
      MDC.remove("operator");
      MDC.remove("trace_id");
    }
  }

  /** Counts what is not logged. */
  private static final class Sampled {

    private Instant next = Instant.MIN;
    private long since;

    boolean isDue(Instant now) {
      since++;
      if (now.isBefore(next)) {
        return false;
      }
      next = now.plus(PAUSE);
      return true;
    }

    /** How many were not logged before this one; starts to count again. */
    long unlogged() {
      long unlogged = since - 1;
      since = 0;
      return unlogged;
    }
  }
}
