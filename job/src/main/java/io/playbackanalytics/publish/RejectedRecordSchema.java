package io.playbackanalytics.publish;

import io.playbackanalytics.measure.window.RejectedRecord;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A rejected record for Kafka: the original bytes, and headers that say why it is there. */
public final class RejectedRecordSchema implements KafkaRecordSerializationSchema<RejectedRecord> {

  private static final long serialVersionUID = 1;

  private final HandedOn copies;

  public RejectedRecordSchema(HandedOn copies) {
    this.copies = copies;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      RejectedRecord record, KafkaSinkContext context, Long timestamp) {
    return copies.record(record.source(), SourceHeaders.of(record));
  }
}
