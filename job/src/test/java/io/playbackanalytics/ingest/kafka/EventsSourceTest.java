package io.playbackanalytics.ingest.kafka;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playbackanalytics.ingest.json.Wanted;
import io.playbackanalytics.measure.total.Measures;
import io.playbackanalytics.metric.push.RunObserver;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

class EventsSourceTest {

  private static final TopicPartition PARTITION = new TopicPartition("events", 0);

  @Test
  void aBoundedRunRefusesTheStateOfARunWithoutAnEnd() {
    assertThatThrownBy(
            () ->
                source(true).restoreEnumerator(null, state(new KafkaPartitionSplit(PARTITION, 7))))
        .hasMessage("events.bounded=true cannot go on from the state of a run without an end");
  }

  /** It would read up to the old end, and then nothing for ever. */
  @Test
  void aRunWithoutAnEndRefusesTheStateOfABoundedRun() {
    assertThatThrownBy(
            () ->
                source(false)
                    .restoreEnumerator(null, state(new KafkaPartitionSplit(PARTITION, 7, 9))))
        .hasMessage("events.bounded=false cannot go on from the state of a bounded run");
  }

  private static KafkaSourceEnumState state(KafkaPartitionSplit split) {
    return new KafkaSourceEnumState(List.of(split), List.of(), true);
  }

  private static EventsSource source(boolean bounded) {
    KafkaSourceBuilder<byte[]> builder =
        KafkaSource.<byte[]>builder()
            .setBootstrapServers("localhost:9092")
            .setTopics(PARTITION.topic())
            .setDeserializer(
                KafkaRecordDeserializationSchema.valueOnly(ByteArrayDeserializer.class));
    return new EventsSource(
        PARTITION.topic(),
        (bounded ? builder.setBounded(OffsetsInitializer.latest()) : builder).build(),
        new Properties(),
        Partition.EVENT_TIME,
        1 << 20,
        Wanted.of(Measures.quality().columns(), List.of()),
        Optional.empty(),
        RunObserver.none(),
        Duration.ZERO);
  }
}
