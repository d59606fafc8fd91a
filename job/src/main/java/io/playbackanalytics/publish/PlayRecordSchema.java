package io.playbackanalytics.publish;

import io.playbackanalytics.event.Dimension;
import io.playbackanalytics.measure.total.Measures;
import io.playbackanalytics.measure.window.PlayRecord;
import io.playbackanalytics.publish.json.PlayEncoder;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A play of the ledger for Kafka; all plays of a session go to one partition, in their order. */
public final class PlayRecordSchema implements KafkaRecordSerializationSchema<PlayRecord> {

  private static final long serialVersionUID = 1;

  private final String topic;
  private final Measures measures;
  private final Dimension[] dimensions;
  private transient PlayEncoder encoder;

  /**
   * @param dimensions of the plays' values, in their order
   */
  public PlayRecordSchema(String topic, Measures measures, List<Dimension> dimensions) {
    this.topic = topic;
    this.measures = measures;
    this.dimensions = dimensions.toArray(Dimension[]::new);
  }

  @Override
  public void open(
      SerializationSchema.InitializationContext context, KafkaSinkContext sinkContext) {
    encoder = new PlayEncoder(measures, List.of(dimensions));
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      PlayRecord play, KafkaSinkContext context, Long timestamp) {
    return new ProducerRecord<>(topic, encoder.key(play), encoder.value(play));
  }
}
