package io.playbackanalytics.benchmark.contender;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The least that reading a topic costs: one thread that polls all partitions. */
final class ConsumerLoop {

  /** What is done with each value. */
  interface ForEach {
    void accept(byte[] value) throws Exception;
  }

  private ConsumerLoop() {}

  /** Hands over every value that is there now; returns how many there were. */
  static long read(Task task, ForEach action) throws Exception {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", task.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = partitions(consumer.partitionsFor(task.topic())).toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long end = consumer.endOffsets(partitions).values().stream().mapToLong(n -> n).sum();
      long records = 0;
      while (records < end) {
        for (ConsumerRecord<byte[], byte[]> each : consumer.poll(Duration.ofMillis(100))) {
          action.accept(each.value());
          records++;
        }
      }
      return records;
    }
  }

  private static Stream<TopicPartition> partitions(List<PartitionInfo> topic) {
    return topic.stream().map(info -> new TopicPartition(info.topic(), info.partition()));
  }
}
