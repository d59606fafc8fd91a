package io.playbackanalytics.benchmark.gate;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A topic that a contender has written. */
public record ResultTopic(String bootstrapServers, String name) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** How many records it holds. */
  public long records() {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      return consumer.endOffsets(consumer.assignment()).values().stream()
          .mapToLong(end -> end)
          .sum();
    }
  }

  /** Its windows; of several records of one the last counts, and one without events is none. */
  public Map<WindowKey, Sums> windows() throws IOException {
    Map<WindowKey, Sums> windows = new HashMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
      Instant deadline = Instant.now().plus(PATIENCE);
      while (!ends.entrySet().stream()
          .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
        if (Instant.now().isAfter(deadline)) {
          throw new IllegalStateException(name + " could not be read in " + PATIENCE);
        }
        for (ConsumerRecord<byte[], byte[]> each : consumer.poll(Duration.ofMillis(100))) {
          WindowJson window = new WindowJson(JSON.readTree(each.value()));
          windows.put(window.key(), window.sums());
        }
      }
    }
    windows.values().removeIf(sums -> sums.events() == 0);
    return windows;
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(name).stream()
            .map(info -> new TopicPartition(name, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }
}
