package io.playbackanalytics.benchmark.broker;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The least that reading a topic costs: one thread that polls all partitions. */
public record TopicReader(String bootstrapServers, String topic) {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** What is done with each value. */
  public interface ForEach {
    void accept(byte[] value) throws IOException;
  }

  /** How many records there are now. */
  public long records() {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      return end(consumer);
    }
  }

  /**
   * Hands over every value that is there now; returns how many there were.
   *
   * @throws IllegalStateException if the broker gives none for a minute
   */
  public long read(ForEach action) throws IOException {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      long end = end(consumer);
      long records = 0;
      long lastRecord = System.nanoTime();
      while (records < end) {
        ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
        if (!polled.isEmpty()) {
          lastRecord = System.nanoTime();
        } else if (System.nanoTime() - lastRecord > PATIENCE.toNanos()) {
          throw new IllegalStateException(
              "%d of %d records of %s came".formatted(records, end, topic));
        }
        for (ConsumerRecord<byte[], byte[]> each : polled) {
          action.accept(each.value());
          records++;
        }
      }
      return records;
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }

  /** The sum of all offsets: topics here hold every record that was written to them. */
  private static long end(KafkaConsumer<byte[], byte[]> consumer) {
    return consumer.endOffsets(consumer.assignment()).values().stream().mapToLong(n -> n).sum();
  }
}
