package io.playbackanalytics.kafka;

import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes to one topic; once it is closed the broker has every record, or closing has failed. */
public final class EventWriter implements AutoCloseable {

  private final String topic;
  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  EventWriter(String bootstrapServers, String topic) {
    this.topic = topic;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "linger.ms",
                "20",
                // A broker may be away for minutes.
                "max.block.ms",
                "300000",
                "delivery.timeout.ms",
                "300000",
                // New partitions are known soon.
                "metadata.max.age.ms",
                "5000",
                "max.request.size",
                Integer.toString(10 << 20)),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  public void write(int partition, byte @Nullable [] key, byte @Nullable [] value) {
    write(partition, null, key, value);
  }

  /**
   * Writes a record with a timestamp of its own.
   *
   * @param timestamp epoch ms, or {@code null} for now
   */
  public void write(
      int partition, @Nullable Long timestamp, byte @Nullable [] key, byte @Nullable [] value) {
    Future<RecordMetadata> unused =
        producer.send(
            new ProducerRecord<>(topic, partition, timestamp, key, value),
            (metadata, e) -> failure.compareAndSet(null, e));
  }

  @Override
  public void close() {
    producer.close();
    if (failure.get() != null) {
      throw new AssertionError("not written to " + topic, failure.get());
    }
  }
}
