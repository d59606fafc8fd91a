package io.playbackanalytics.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.testutils.MetricListener;
import org.apache.flink.util.UserCodeClassLoader;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ParseRecordsTest {

  private static final long RECORD_TIMESTAMP = 1_767_225_600_000L;
  private static final byte[] KEY = {0, (byte) 0xFF};

  private final MetricListener metrics = new MetricListener();
  private final ParseRecords parse =
      new ParseRecords(
          new EventTime(EventTime.Clock.EVENT, Duration.ofMinutes(1), Duration.ofSeconds(2)), 1000);

  @BeforeEach
  void open() {
    parse.open(
        new DeserializationSchema.InitializationContext() {
          @Override
          public MetricGroup getMetricGroup() {
            return metrics.getMetricGroup();
          }

          @Override
          public UserCodeClassLoader getUserCodeClassLoader() {
            throw new UnsupportedOperationException();
          }
        });
  }

  @Test
  void anEventComesWithTheRecordThatItWasReadFrom() {
    byte[] value = EventJson.smallest().bytes();
    Ingested ingested = parse(RECORD_TIMESTAMP, value);
    assertThat(ingested.acceptedEvent().appId()).isEqualTo("music-android");
    assertThat(ingested.source())
        .isEqualTo(new SourceRecord("events", 3, 14, RECORD_TIMESTAMP, KEY, value));
  }

  @Test
  void aRejectedRecordKeepsItsBytes() {
    byte[] value = "{\u0000".getBytes(StandardCharsets.UTF_8);
    Ingested ingested = parse(RECORD_TIMESTAMP, value);
    assertThat(ingested.givenRejection().reason()).isEqualTo(Reason.NOT_JSON);
    assertThat(ingested.source().key()).isSameAs(KEY);
    assertThat(ingested.source().value()).isSameAs(value);
  }

  @Test
  void aTombstoneIsRejected() {
    Ingested ingested = parse(RECORD_TIMESTAMP, null);
    assertThat(ingested.givenRejection().reason()).isEqualTo(Reason.NOT_JSON);
    assertThat(ingested.source().value()).isNull();
  }

  @Test
  void aValueAboveTheLimitIsRejected() {
    assertThat(parse(RECORD_TIMESTAMP, new byte[1001]).givenRejection().reason())
        .isEqualTo(Reason.TOO_LARGE);
  }

  @Test
  void anEventTooFarAheadOfItsRecordIsRejected() {
    assertThat(parse(RECORD_TIMESTAMP, event(RECORD_TIMESTAMP + 60_000)).isRejected()).isFalse();
    assertThat(parse(RECORD_TIMESTAMP, event(RECORD_TIMESTAMP + 60_001)).givenRejection().reason())
        .isEqualTo(Reason.FUTURE_TIMESTAMP);
  }

  @Test
  void aRecordWithoutTimestampGoesByTheWallClock() {
    long before = System.currentTimeMillis();
    Ingested ingested = parse(ConsumerRecord.NO_TIMESTAMP, event(before));
    assertThat(ingested.isRejected()).isFalse();
    assertThat(ingested.source().timestamp()).isBetween(before, System.currentTimeMillis());
    assertThat(
            parse(ConsumerRecord.NO_TIMESTAMP, event(before + Duration.ofHours(1).toMillis()))
                .givenRejection()
                .reason())
        .isEqualTo(Reason.FUTURE_TIMESTAMP);
  }

  @Test
  void everyRecordReadIsCountedOnce() {
    parse(RECORD_TIMESTAMP, EventJson.smallest().bytes());
    parse(RECORD_TIMESTAMP, null);
    parse(RECORD_TIMESTAMP, new byte[1001]);
    assertThat(metrics.getCounter("playback", "records_read_total"))
        .hasValueSatisfying(counter -> assertThat(counter.getCount()).isEqualTo(3));
  }

  private static byte[] event(long timestamp) {
    return EventJson.smallest().with("timestamp", Long.toString(timestamp)).bytes();
  }

  private Ingested parse(long recordTimestamp, byte[] value) {
    List<Ingested> out = new ArrayList<>();
    parse.deserialize(
        new ConsumerRecord<>(
            "events",
            3,
            14,
            recordTimestamp,
            recordTimestamp == ConsumerRecord.NO_TIMESTAMP
                ? TimestampType.NO_TIMESTAMP_TYPE
                : TimestampType.CREATE_TIME,
            KEY.length,
            value == null ? ConsumerRecord.NULL_SIZE : value.length,
            KEY,
            value,
            new RecordHeaders(),
            Optional.empty()),
        new ListCollector<>(out));
    assertThat(out).hasSize(1);
    return out.get(0);
  }
}
