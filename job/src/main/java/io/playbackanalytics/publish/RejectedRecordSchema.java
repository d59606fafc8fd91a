package io.playbackanalytics.publish;

import io.playbackanalytics.measure.RejectedRecord;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A rejected record for Kafka: the original bytes, and headers that say why it is there. */
public final class RejectedRecordSchema implements KafkaRecordSerializationSchema<RejectedRecord> {

  private static final long serialVersionUID = 1;

  private final String topic;

  public RejectedRecordSchema(String topic) {
    this.topic = topic;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      RejectedRecord record, KafkaSinkContext context, Long timestamp) {
    return new ProducerRecord<>(
        topic, null, record.source().key(), record.source().value(), SourceHeaders.of(record));
  }
}
