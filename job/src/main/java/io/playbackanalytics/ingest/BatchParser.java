package io.playbackanalytics.ingest;

import io.playbackanalytics.event.Dimension;
import io.playbackanalytics.event.DimensionValues;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Parses records into batches. Not thread-safe. */
final class BatchParser {

  private final EventTime eventTime;
  private final InstantSource wallClock;
  private final EventReader events;
  private DimensionValues numbers = new DimensionValues();

  /**
   * @param maxBytes values longer than this are rejected unread
   * @param dimensions the dimensions whose values are wanted
   */
  BatchParser(
      EventTime eventTime, int maxBytes, List<Dimension> dimensions, InstantSource wallClock) {
    this.eventTime = eventTime;
    this.wallClock = wallClock;
    events = new EventReader(maxBytes, dimensions);
  }

  /** Begins to fill a batch. */
  void start(EventBatch batch) {
    if (numbers.isFull()) {
      numbers = new DimensionValues();
    }
    batch.start(numbers);
  }

  /** Adds the record to a batch that was started, as an event or as none. */
  void add(ConsumerRecord<?, ?> record, EventBatch batch) {
    Optional<Rejection> rejection = read(KafkaRecords.value(record));
    if (rejection.isEmpty()) {
      long timestamp = events.event().timestamp;
      long recordTimestamp = timestamp(record);
      rejection = eventTime.checkAhead(timestamp, recordTimestamp);
      if (rejection.isEmpty()) {
        long time = eventTime.of(timestamp, recordTimestamp);
        batch.add(time, Math.min(time, recordTimestamp), events.event(), record);
        return;
      }
    }
    batch.reject(KafkaRecords.source(record), rejection.get());
  }

  private Optional<Rejection> read(ByteBuffer value) {
    if (value == null) {
      return events.readTombstone();
    }
    int from = value.arrayOffset() + value.position();
    return events.read(value.array(), from, from + value.remaining(), numbers);
  }

  private long timestamp(ConsumerRecord<?, ?> record) {
    return record.timestamp() == ConsumerRecord.NO_TIMESTAMP
        ? wallClock.millis()
        : record.timestamp();
  }
}
