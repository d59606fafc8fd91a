package io.playbackanalytics.publish;

import io.playbackanalytics.measure.window.LateRecord;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A late record for Kafka: the original bytes, and headers that say why it is there. */
public final class LateRecordSchema implements KafkaRecordSerializationSchema<LateRecord> {

  private static final long serialVersionUID = 1;

  private final HandedOn copies;

  public LateRecordSchema(HandedOn copies) {
    this.copies = copies;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      LateRecord record, KafkaSinkContext context, Long timestamp) {
    return copies.record(record.source(), SourceHeaders.of(record));
  }
}
