package io.playbackanalytics.publish;

import io.playbackanalytics.measure.RejectedRecord;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A rejected record for Kafka: the original bytes, and headers that say why it is there. */
public final class RejectedRecordSchema implements KafkaRecordSerializationSchema<RejectedRecord> {

  private static final long serialVersionUID = 1;

  private final String topic;
  private final int mostValueBytes;

  /**
   * @param mostValueBytes longer values are handed on cut to so many bytes
   */
  public RejectedRecordSchema(String topic, int mostValueBytes) {
    this.topic = topic;
    this.mostValueBytes = mostValueBytes;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      RejectedRecord record, KafkaSinkContext context, Long timestamp) {
    return HandedOn.record(topic, record.source(), mostValueBytes, SourceHeaders.of(record));
  }
}
