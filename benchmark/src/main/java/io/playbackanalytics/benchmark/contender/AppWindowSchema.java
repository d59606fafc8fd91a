package io.playbackanalytics.benchmark.contender;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.UncheckedIOException;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Windows as databind writes them; all of a cohort to one partition. */
final class AppWindowSchema implements KafkaRecordSerializationSchema<AppWindow> {

  private static final long serialVersionUID = 1;

  private final String topic;
  private transient ObjectWriter writer;

  AppWindowSchema(String topic) {
    this.topic = topic;
  }

  @Override
  public void open(
      SerializationSchema.InitializationContext context, KafkaSinkContext sinkContext) {
    writer = new ObjectMapper().writerFor(AppWindow.class);
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      AppWindow window, KafkaSinkContext context, Long timestamp) {
    try {
      return new ProducerRecord<>(
          topic, window.cohort.getBytes(UTF_8), writer.writeValueAsBytes(window));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
