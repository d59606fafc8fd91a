package io.playbackanalytics.sandbox.feed;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;

/**
 * The events topic, for writing: 20 ms linger and LZ4, as players' gateways do, and records of up
 * to {@link #MAX_VALUE_BYTES}.
 */
final class EventsTopic implements EventSource.Outlet, AutoCloseable {

  /** A little less than what the broker takes, for the record's own overhead. */
  static final int MAX_VALUE_BYTES = (16 << 20) - 4096;

  private static final Duration CLOSE_TIMEOUT = Duration.ofMillis(500);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(20);

  private final String topic;
  private final int partitions;
  private final Producer<byte[], byte[]> producer;
  private final Admin admin;
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  EventsTopic(String bootstrapServers, String topic, int partitions) {
    this.topic = topic;
    this.partitions = partitions;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.CLIENT_ID_CONFIG,
                "players",
                ProducerConfig.LINGER_MS_CONFIG,
                20,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "lz4",
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                16 << 20,
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                64L << 20),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
  }

  /**
   * Sends a value without a key to the partition that belongs to {@code affinity}: equal affinities
   * stay in order. Blocks while the buffer is full.
   */
  @Override
  public void send(byte[] affinity, byte[] value) {
    int partition = Utils.toPositive(Utils.murmur2(affinity)) % partitions;
    var unused =
        producer.send(
            new ProducerRecord<>(topic, partition, null, value),
            (metadata, error) -> {
              if (error != null) {
                failure.compareAndSet(null, error);
              }
            });
  }

  /** Waits until everything that was sent is acknowledged or has failed. */
  void flush() {
    producer.flush();
  }

  /**
   * How many records are on the topic, whoever wrote them.
   *
   * @throws IllegalStateException if the broker does not answer
   */
  long records() throws InterruptedException {
    Map<TopicPartition, OffsetSpec> ends =
        IntStream.range(0, partitions)
            .mapToObj(partition -> new TopicPartition(topic, partition))
            .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
    try {
      return admin
          .listOffsets(ends)
          .all()
          .get(ANSWER_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
          .values()
          .stream()
          .mapToLong(ListOffsetsResult.ListOffsetsResultInfo::offset)
          .sum();
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("The broker does not tell the end of " + topic, e);
    }
  }

  /** Why the broker did not take the first record that it refused. */
  Optional<Throwable> failure() {
    return Optional.ofNullable(failure.get());
  }

  /** Stops sending; what is on the topic can still be asked. */
  void stop() {
    producer.close(CLOSE_TIMEOUT);
  }

  @Override
  public void close() {
    stop();
    admin.close(CLOSE_TIMEOUT);
  }
}
