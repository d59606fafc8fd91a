package io.playbackanalytics.benchmark.freshness;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a result topic as soon as there is something to read. */
final class ResultReader implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(50);

  private final KafkaConsumer<byte[], byte[]> consumer;

  ResultReader(String bootstrapServers, String topic) {
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers, "fetch.min.bytes", "1"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** What came meanwhile, else what comes in the next moment, else nothing. */
  List<Publication> poll() throws IOException {
    ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
    long now = System.currentTimeMillis();
    List<Publication> publications = new ArrayList<>(records.count());
    for (ConsumerRecord<byte[], byte[]> each : records) {
      publications.add(Publication.of(each.value(), now));
    }
    return publications;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
