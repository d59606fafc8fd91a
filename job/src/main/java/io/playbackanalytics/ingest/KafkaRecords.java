package io.playbackanalytics.ingest;

import io.playbackanalytics.event.SourceRecord;
import java.nio.ByteBuffer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Records as the consumer hands them over to us: key and value are views of the buffer that it
 * decompressed into, since of nearly every record nothing is left once it is parsed. The
 * connector's types claim that they are arrays, but it never looks at them.
 */
public final class KafkaRecords {

  private KafkaRecords() {}

  /** The value's bytes in place; {@code null} for a tombstone. */
  public static @Nullable ByteBuffer value(ConsumerRecord<?, ?> record) {
    return (ByteBuffer) record.value();
  }

  /** What is kept of a record that is handed on: with copies of its bytes. */
  public static SourceRecord source(ConsumerRecord<?, ?> record) {
    return new SourceRecord(
        record.topic(),
        record.partition(),
        record.offset(),
        copy((ByteBuffer) record.key()),
        copy(value(record)));
  }

  private static byte @Nullable [] copy(@Nullable ByteBuffer buffer) {
    if (buffer == null) {
      return null;
    }
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
