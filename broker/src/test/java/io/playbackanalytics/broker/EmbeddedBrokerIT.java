package io.playbackanalytics.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class EmbeddedBrokerIT {

  private static final int FIVE_MEGABYTES = 5_000_000;

  @Test
  void carriesLargeRecordsAndLeavesNothingBehind() throws Exception {
    EmbeddedBroker broker = EmbeddedBroker.start();
    Path folder = broker.folder();
    int port = port(broker);
    byte[] large = new byte[FIVE_MEGABYTES];
    new Random(7).nextBytes(large);
    try (broker) {
      broker.createTopic("events", 4, Map.of("retention.ms", "-1"));
      produce(broker, "events", "small".getBytes(UTF_8), large);
      assertThat(consume(broker, "events", "readers", 2))
          .containsExactlyInAnyOrder("small".getBytes(UTF_8), large);
      assertThat(folder).isNotEmptyDirectory();
    }
    assertThat(folder).doesNotExist();
    assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
        .isInstanceOf(ConnectException.class);
    broker.close();
  }

  @Test
  void commitsTransactions() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      broker.createTopic("events", 1, Map.of());
      try (KafkaProducer<byte[], byte[]> producer =
          producer(broker, Map.of("transactional.id", "test"))) {
        producer.initTransactions();
        producer.beginTransaction();
        Future<RecordMetadata> sent =
            producer.send(new ProducerRecord<>("events", "one".getBytes(UTF_8)));
        producer.commitTransaction();
        assertThat(sent).isDone();
      }
      assertThat(consume(broker, "events", "readers", 1)).containsExactly("one".getBytes(UTF_8));
    }
  }

  @Test
  void namesThePortThatIsTaken() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int taken = other.getLocalPort();
      assertThatThrownBy(() -> EmbeddedBroker.start(taken, Map.of()))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("Port " + taken);
    }
  }

  @Test
  void takesThePortItIsGivenAndKeepsTwoBrokersApart() throws IOException {
    int free;
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      free = probe.getLocalPort();
    }
    try (EmbeddedBroker first = EmbeddedBroker.start(free, Map.of());
        EmbeddedBroker second = EmbeddedBroker.start()) {
      assertThat(first.bootstrapServers()).isEqualTo("127.0.0.1:" + free);
      assertThat(second.folder()).isNotEqualTo(first.folder());
      first.createTopic("same", 1, Map.of());
      second.createTopic("same", 1, Map.of());
    }
  }

  @Test
  void hasEveryPartitionOnceTheTopicIsCreated() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start();
        Admin impatient =
            Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers(), "retries", 0))) {
      for (int i = 0; i < 40; i++) {
        String topic = "events-" + i;
        broker.createTopic(topic, 2, Map.of());
        assertThat(
                impatient
                    .listOffsets(
                        Map.of(
                            new TopicPartition(topic, 0), OffsetSpec.latest(),
                            new TopicPartition(topic, 1), OffsetSpec.latest()))
                    .all())
            .as(topic)
            .succeedsWithin(Duration.ofSeconds(30));
      }
    }
  }

  @Test
  void refusesATopicThatExists() {
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      broker.createTopic("events", 1, Map.of());
      assertThatThrownBy(() -> broker.createTopic("events", 1, Map.of()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("events");
    }
  }

  private static int port(EmbeddedBroker broker) {
    String address = broker.bootstrapServers();
    return Integer.parseInt(address.substring(address.indexOf(':') + 1));
  }

  private static KafkaProducer<byte[], byte[]> producer(
      EmbeddedBroker broker, Map<String, Object> more) {
    Map<String, Object> properties = new HashMap<>(more);
    properties.put("bootstrap.servers", broker.bootstrapServers());
    properties.put("max.request.size", 2 * FIVE_MEGABYTES);
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static void produce(EmbeddedBroker broker, String topic, byte[]... values)
      throws Exception {
    try (KafkaProducer<byte[], byte[]> producer = producer(broker, Map.of())) {
      for (byte[] value : values) {
        producer.send(new ProducerRecord<>(topic, value)).get(30, TimeUnit.SECONDS);
      }
    }
  }

  private static List<byte[]> consume(
      EmbeddedBroker broker, String topic, String group, int expected) {
    Map<String, Object> properties =
        Map.of(
            "bootstrap.servers",
            broker.bootstrapServers(),
            "group.id",
            group,
            "isolation.level",
            "read_committed",
            "auto.offset.reset",
            "earliest");
    List<byte[]> values = new ArrayList<>();
    Instant deadline = Instant.now().plusSeconds(30);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(topic));
      while (values.size() < expected && Instant.now().isBefore(deadline)) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          values.add(record.value());
        }
      }
    }
    return values;
  }
}
