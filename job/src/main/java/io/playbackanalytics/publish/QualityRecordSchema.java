package io.playbackanalytics.publish;

import io.playbackanalytics.measure.total.Measures;
import io.playbackanalytics.measure.window.PlaybackQuality;
import io.playbackanalytics.publish.json.QualityEncoder;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A quality record for Kafka; all records of a cohort go to one partition, in their order. */
public final class QualityRecordSchema implements KafkaRecordSerializationSchema<PlaybackQuality> {

  private static final long serialVersionUID = 1;

  private final String topic;
  private final Measures measures;
  private transient QualityEncoder encoder;

  public QualityRecordSchema(String topic, Measures measures) {
    this.topic = topic;
    this.measures = measures;
  }

  @Override
  public void open(
      SerializationSchema.InitializationContext context, KafkaSinkContext sinkContext) {
    encoder = new QualityEncoder(measures);
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      PlaybackQuality quality, KafkaSinkContext context, Long timestamp) {
    return new ProducerRecord<>(topic, encoder.key(quality), encoder.value(quality));
  }
}
