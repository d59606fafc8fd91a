package io.playbackanalytics.ingest.kafka;

import io.playbackanalytics.event.DimensionValues;
import io.playbackanalytics.event.EventTime;
import io.playbackanalytics.event.Rejection;
import io.playbackanalytics.ingest.EventBatch;
import io.playbackanalytics.ingest.KafkaRecords;
import io.playbackanalytics.ingest.json.EventIds;
import io.playbackanalytics.ingest.json.EventReader;
import io.playbackanalytics.ingest.json.Wanted;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Parses records into batches. Not thread-safe. */
final class BatchParser {

  private final EventTime eventTime;
  private final InstantSource wallClock;
  private final EventReader events;
  private final Wanted wanted;
  private final @Nullable EventIds ids;

  /** The wall clock when the batch was begun, epoch ms. */
  private long now;

  private DimensionValues numbers = new DimensionValues();

  /**
   * @param maxBytes values longer than this are rejected unread
   */
  BatchParser(EventTime eventTime, int maxBytes, Wanted wanted, InstantSource wallClock) {
    this.eventTime = eventTime;
    this.wallClock = wallClock;
    this.wanted = wanted;
    events = new EventReader(maxBytes, wanted);
    ids = wanted.ids() ? new EventIds() : null;
  }

  /** A batch that this can fill. */
  EventBatch newBatch() {
    return new EventBatch(wanted);
  }

  /** Begins to fill a batch with records of that partition. */
  void start(int partition, EventBatch batch) {
    if (numbers.isFull()) {
      numbers = new DimensionValues();
    }
    now = wallClock.millis();
    batch.start(partition, numbers);
  }

  /** Adds the record to a batch that was started, as an event or as none. */
  void add(ConsumerRecord<?, ?> record, EventBatch batch) {
    Optional<Rejection> rejection = read(KafkaRecords.value(record));
    if (rejection.isEmpty()) {
      long timestamp = events.event().timestamp;
      long recordTimestamp = timestamp(record);
      rejection = eventTime.check(timestamp, recordTimestamp, now);
      if (rejection.isEmpty()) {
        long time = eventTime.of(timestamp, recordTimestamp);
        batch.add(time, Math.min(time, recordTimestamp), events.event(), record);
        if (wanted.reports()) {
          events.event().writeReport(time, numbers, batch.reports());
        }
        if (ids != null) {
          identify(record, ids, batch);
        }
        return;
      }
    }
    batch.reject(KafkaRecords.source(record), rejection.get());
  }

  private static void identify(ConsumerRecord<?, ?> record, EventIds ids, EventBatch batch) {
    ByteBuffer value = Objects.requireNonNull(KafkaRecords.value(record), "an event has a value");
    if (ids.find(value.array(), value.arrayOffset() + value.position(), value.remaining())) {
      batch.identify(ids.high(), ids.low());
    }
  }

  private Optional<Rejection> read(ByteBuffer value) {
    if (value == null) {
      return events.readTombstone();
    }
    int from = value.arrayOffset() + value.position();
    return events.read(value.array(), from, from + value.remaining(), numbers);
  }

  private long timestamp(ConsumerRecord<?, ?> record) {
    return record.timestamp() == ConsumerRecord.NO_TIMESTAMP ? now : record.timestamp();
  }
}
