package io.playbackanalytics.ingest.kafka;

import io.playbackanalytics.event.Dimension;
import io.playbackanalytics.event.EventTime;
import io.playbackanalytics.ingest.EventBatch;
import io.playbackanalytics.ingest.json.Wanted;
import io.playbackanalytics.ingest.silence.PartitionWatermarks;
import io.playbackanalytics.measure.total.Measures;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** Records of one partition, as the consumer hands them over, and the batches made of them. */
public final class Partition {

  /** As the settings have them by default, but any time since 1970 is believed. */
  public static final EventTime EVENT_TIME =
      new EventTime(
          EventTime.Clock.EVENT, Duration.ofMinutes(1), Duration.ofSeconds(2), Instant.EPOCH);

  private static final int PARTITION = 3;

  private final BatchParser parser;
  private long offset;

  public Partition(Dimension... dimensions) {
    this(Measures.quality(), dimensions);
  }

  public Partition(Measures measures, Dimension... dimensions) {
    this(measures, EVENT_TIME, 1 << 20, Clock.systemUTC(), dimensions);
  }

  public Partition(
      Measures measures,
      EventTime eventTime,
      int maxBytes,
      InstantSource wallClock,
      Dimension... dimensions) {
    parser =
        new BatchParser(
            eventTime,
            maxBytes,
            new Wanted(measures.columns(), List.of(dimensions), true, measures.areOfPlays()),
            wallClock);
  }

  /** The watermarks that follow its batches. */
  public static WatermarkGenerator<EventBatch> watermarks() {
    return new PartitionWatermarks(EVENT_TIME, Clock.systemUTC());
  }

  /** The batch of records with these values, all with the same timestamp. */
  public EventBatch batch(long recordTimestamp, byte @Nullable []... values) {
    EventBatch batch = parser.newBatch();
    parser.start(PARTITION, batch);
    for (byte[] value : values) {
      parser.add(record(offset++, recordTimestamp, null, value), batch);
    }
    return batch;
  }

  static ConsumerRecord<ByteBuffer, ByteBuffer> record(
      long offset, long timestamp, byte @Nullable [] key, byte @Nullable [] value) {
    return new ConsumerRecord<>(
        "events",
        PARTITION,
        offset,
        timestamp,
        timestamp == ConsumerRecord.NO_TIMESTAMP
            ? TimestampType.NO_TIMESTAMP_TYPE
            : TimestampType.CREATE_TIME,
        key == null ? ConsumerRecord.NULL_SIZE : key.length,
        value == null ? ConsumerRecord.NULL_SIZE : value.length,
        view(key),
        view(value),
        new RecordHeaders(),
        Optional.empty());
  }

  /** A view into a longer buffer, as that of a record is. */
  private static @Nullable ByteBuffer view(byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    ByteBuffer around = ByteBuffer.allocate(bytes.length + 8);
    around.position(3).put(bytes).flip();
    return around.position(3).slice();
  }
}
