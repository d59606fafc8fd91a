package io.playbackanalytics.ingest.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.playbackanalytics.ManualClock;
import io.playbackanalytics.event.Dimension;
import io.playbackanalytics.event.DimensionValues;
import io.playbackanalytics.event.EventField;
import io.playbackanalytics.event.EventTime;
import io.playbackanalytics.event.Reason;
import io.playbackanalytics.event.Rejection;
import io.playbackanalytics.event.SourceRecord;
import io.playbackanalytics.ingest.EventBatch;
import io.playbackanalytics.ingest.KafkaRecords;
import io.playbackanalytics.ingest.json.EventJson;
import io.playbackanalytics.measure.total.Measures;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BatchParserTest {

  private static final long RECORD_TIMESTAMP = 1_767_225_600_000L;
  private static final byte[] KEY = {0, (byte) 0xFF};

  private final ManualClock wallClock = new ManualClock(RECORD_TIMESTAMP + 5000);
  private final Partition partition =
      new Partition(
          Measures.quality(), Partition.EVENT_TIME, 1000, wallClock, Dimension.APP, Dimension.OS);

  @Test
  void anEventIsARowOfNumbersWithTheRecordThatItWasReadFrom() {
    byte[] value =
        EventJson.smallest()
            .with("event_type", "\"DECODE_FAIL\"")
            .with("play_ms", "11")
            .with("buffer_ms", "12")
            .with("os", "\"iOS 17\"")
            .bytes();
    EventBatch batch = partition.batch(RECORD_TIMESTAMP, EventJson.smallest().bytes(), value);
    assertThat(batch.size()).isEqualTo(2);
    assertThat(amount(batch, 1, EventField.PLAY_MS)).isEqualTo(11);
    assertThat(amount(batch, 1, EventField.BUFFER_MS)).isEqualTo(12);
    assertThat(amount(batch, 1, EventField.DECODE_ATTEMPTS)).isEqualTo(1);
    assertThat(amount(batch, 1, EventField.DECODE_FAILURES)).isEqualTo(1);
    assertThat(batch.numbers().text(batch.value(1, 0))).isEqualTo("music-android");
    assertThat(batch.numbers().text(batch.value(1, 1))).isEqualTo("iOS 17");
    assertThat(batch.value(0, 1)).isEqualTo(DimensionValues.UNKNOWN);
    assertThat(batch.source(1))
        .usingRecursiveComparison()
        .isEqualTo(new SourceRecord("events", 3, 1, null, value));
  }

  @Test
  void aRejectedRecordKeepsItsBytes() {
    byte[] value = "{\u0000".getBytes(StandardCharsets.UTF_8);
    SourceRecord source = KafkaRecords.source(Partition.record(14, RECORD_TIMESTAMP, KEY, value));
    assertThat(source)
        .usingRecursiveComparison()
        .isEqualTo(new SourceRecord("events", 3, 14, KEY, value));
    EventBatch.Rejected rejected = rejected(RECORD_TIMESTAMP, value);
    assertThat(rejected.rejection().reason()).isEqualTo(Reason.NOT_JSON);
    assertThat(rejected.source().value()).isEqualTo(value);
  }

  @Test
  void aTombstoneIsRejected() {
    EventBatch.Rejected rejected = rejected(RECORD_TIMESTAMP, null);
    assertThat(rejected.rejection()).isEqualTo(Rejection.ofValue(Reason.NOT_JSON, "null value"));
    assertThat(rejected.source().value()).isNull();
  }

  @Test
  void aValueAboveTheLimitIsRejectedEvenIfItIsAnEvent() {
    byte[] longest = EventJson.smallest().with("x", "\"" + "y".repeat(900) + "\"").bytes();
    assertThat(longest).hasSizeGreaterThan(1000);
    assertThat(rejected(RECORD_TIMESTAMP, longest).rejection().reason())
        .isEqualTo(Reason.TOO_LARGE);
  }

  @Test
  void anEventTooFarAheadOfItsRecordIsRejected() {
    assertThat(partition.batch(RECORD_TIMESTAMP, event(RECORD_TIMESTAMP + 60_000)).size())
        .isEqualTo(1);
    assertThat(rejected(RECORD_TIMESTAMP, event(RECORD_TIMESTAMP + 60_001)).rejection().reason())
        .isEqualTo(Reason.FUTURE_TIMESTAMP);
  }

  @Test
  void aRecordWithoutTimestampGoesByTheWallClock() {
    long now = wallClock.millis();
    assertThat(partition.batch(ConsumerRecord.NO_TIMESTAMP, event(now + 60_000)).size())
        .isEqualTo(1);
    assertThat(rejected(ConsumerRecord.NO_TIMESTAMP, event(now + 60_001)).rejection().reason())
        .isEqualTo(Reason.FUTURE_TIMESTAMP);
  }

  @Test
  void anEventAheadOfTheWallClockIsRejectedHoweverFarAheadItsRecordIs() {
    long future = wallClock.millis() + 60_001;
    assertThat(rejected(future, event(future)).rejection().reason())
        .isEqualTo(Reason.FUTURE_TIMESTAMP);
  }

  @Test
  void everyRecordReadIsCountedOnce() {
    EventBatch batch =
        partition.batch(
            RECORD_TIMESTAMP, EventJson.smallest().bytes(), null, new byte[1001], new byte[0]);
    assertThat(batch.recordsRead()).isEqualTo(4);
    assertThat(batch.rejected()).hasSize(3);
  }

  @Test
  void eventTimeIsTheEventsTimestampOrTheRecords() {
    byte[] value = event(RECORD_TIMESTAMP - 700);
    assertThat(partition.batch(RECORD_TIMESTAMP, value).time(0)).isEqualTo(RECORD_TIMESTAMP - 700);
    EventTime byRecord =
        new EventTime(
            EventTime.Clock.RECORD, Duration.ofMinutes(1), Duration.ofSeconds(2), Instant.EPOCH);
    Partition other = new Partition(Measures.quality(), byRecord, 1000, wallClock);
    assertThat(other.batch(RECORD_TIMESTAMP, value).time(0)).isEqualTo(RECORD_TIMESTAMP);
  }

  @Test
  void theNewestTimeIsThatOfAnEventAndNotAheadOfItsRecord() {
    assertThat(partition.batch(RECORD_TIMESTAMP, (byte[]) null).newest()).isEqualTo(Long.MIN_VALUE);
    assertThat(
            partition
                .batch(
                    RECORD_TIMESTAMP,
                    event(RECORD_TIMESTAMP - 30),
                    event(RECORD_TIMESTAMP - 20),
                    event(RECORD_TIMESTAMP - 90))
                .newest())
        .isEqualTo(RECORD_TIMESTAMP - 20);
    assertThat(partition.batch(RECORD_TIMESTAMP, event(RECORD_TIMESTAMP + 50_000)).newest())
        .isEqualTo(RECORD_TIMESTAMP);
  }

  @Test
  void aBatchTakesAnyNumberOfEventsAndIsEmptyAgainOnceCleared() {
    byte[][] values =
        IntStream.range(0, 2000)
            .mapToObj(i -> EventJson.smallest().with("play_ms", Integer.toString(i)).bytes())
            .toArray(byte[][]::new);
    EventBatch batch = partition.batch(RECORD_TIMESTAMP, values);
    assertThat(batch.size()).isEqualTo(2000);
    assertThat(amount(batch, 1999, EventField.PLAY_MS)).isEqualTo(1999);
    batch.clear();
    assertThat(batch.recordsRead()).isZero();
    assertThat(batch.newest()).isEqualTo(Long.MIN_VALUE);
  }

  /** Else a client that makes up app ids would fill the heap. */
  @Test
  void valuesAreNumberedAnewBeforeThereAreTooMany() {
    DimensionValues first = partition.batch(RECORD_TIMESTAMP, app(-1)).numbers();
    for (int i = 0; i < 70_000; i++) {
      partition.batch(RECORD_TIMESTAMP, app(i));
    }
    EventBatch batch = partition.batch(RECORD_TIMESTAMP, app(5));
    assertThat(batch.numbers()).isNotSameAs(first);
    assertThat(batch.numbers().text(batch.value(0, 0))).isEqualTo("5");
  }

  private static byte[] app(int number) {
    return EventJson.smallest().with("app_id", "\"" + number + "\"").bytes();
  }

  private static byte[] event(long timestamp) {
    return EventJson.smallest().with("timestamp", Long.toString(timestamp)).bytes();
  }

  private EventBatch.Rejected rejected(long recordTimestamp, byte @Nullable [] value) {
    EventBatch batch = partition.batch(recordTimestamp, value);
    assertThat(batch.size()).isZero();
    assertThat(batch.rejected()).hasSize(1);
    return batch.rejected().get(0);
  }

  private static int amount(EventBatch batch, int event, EventField field) {
    return batch.amounts()[batch.amountsAt(event) + Measures.quality().columns().columnOf(field)];
  }
}
