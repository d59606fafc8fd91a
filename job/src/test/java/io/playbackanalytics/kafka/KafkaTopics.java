package io.playbackanalytics.kafka;

import io.playbackanalytics.broker.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** The topics of one job under test on a real broker, under names that no other test uses. */
public final class KafkaTopics {

  /** A job that waits longer after each restart may come back a minute after what it waited for. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final String bootstrapServers;
  private final String prefix;

  /** Creates the job's topics, the events one with {@code partitions}. */
  public KafkaTopics(String bootstrapServers, String prefix, int partitions) {
    this.bootstrapServers = bootstrapServers;
    this.prefix = prefix;
    Topics.create(bootstrapServers, events(), partitions, Map.of("retention.ms", "-1"));
    Topics.create(bootstrapServers, quality(), 2, Map.of("retention.ms", "-1"));
    Topics.create(bootstrapServers, plays(), 2, Map.of("retention.ms", "-1"));
    for (String topic : List.of(rejected(), late())) {
      // Results of events of years ago would not be kept otherwise.
      Map<String, String> config = new HashMap<>(Topics.WITH_ROOM_FOR_HEADERS);
      config.put("retention.ms", "-1");
      Topics.create(bootstrapServers, topic, 2, config);
    }
  }

  public String events() {
    return prefix + "-events";
  }

  public String quality() {
    return prefix + "-quality";
  }

  public String plays() {
    return prefix + "-plays";
  }

  public String rejected() {
    return prefix + "-rejected";
  }

  public String late() {
    return prefix + "-late";
  }

  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** The arguments that point a job at these topics, followed by {@code more}. */
  public String[] arguments(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--kafka.bootstrap-servers",
                bootstrapServers(),
                "--events.topic",
                events(),
                "--quality.topic",
                quality(),
                "--plays.topic",
                plays(),
                "--rejected.topic",
                rejected(),
                "--late.topic",
                late(),
                "--events.group-id",
                prefix,
                "--events.start",
                "earliest",
                // A test that looks at a page does so when it likes.
                "--metrics.first-scrape",
                "0 s"));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  /** Gives the events topic more partitions. */
  public void growEvents(int partitions) {
    Topics.grow(bootstrapServers, events(), partitions);
  }

  /** Whether a checkpoint of the job covers every event that is there now. */
  public boolean allIsRead() {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
        KafkaConsumer<byte[], byte[]> consumer = consumer(events())) {
      Map<TopicPartition, OffsetAndMetadata> read =
          admin.listConsumerGroupOffsets(prefix).partitionsToOffsetAndMetadata().get();
      return consumer.endOffsets(consumer.assignment()).entrySet().stream()
          .allMatch(end -> isRead(read.get(end.getKey()), end.getValue()));
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static boolean isRead(@Nullable OffsetAndMetadata read, long end) {
    return end == (read == null ? 0 : read.offset());
  }

  /** Waits until {@link #allIsRead}. */
  public void awaitAllRead() throws InterruptedException {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (!allIsRead()) {
      requireBefore(deadline, events(), List.of());
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  /** A writer for the events topic. */
  public EventWriter writer() {
    return new EventWriter(bootstrapServers(), events());
  }

  /** Writes values without keys to one partition of the events topic, in order. */
  public void send(int partition, byte[]... values) {
    try (EventWriter writer = writer()) {
      for (byte[] value : values) {
        writer.write(partition, null, value);
      }
    }
  }

  /** Deletes what lies before an offset of the events topic, as retention does. */
  public void deleteBefore(int partition, long offset) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
      admin
          .deleteRecords(
              Map.of(new TopicPartition(events(), partition), RecordsToDelete.beforeOffset(offset)))
          .all()
          .get();
    }
  }

  /** Writes a value to the events topic in a transaction that is aborted. */
  public void sendAndAbort(int partition, byte[] value) throws Exception {
    try (OpenTransaction transaction = open(partition, value)) {
      transaction.abort();
    }
  }

  /** Writes a value to the events topic in a transaction that stays open. */
  public OpenTransaction open(int partition, byte[] value) throws Exception {
    return new OpenTransaction(bootstrapServers(), prefix, events(), partition, value);
  }

  /**
   * Everything that was written to the topic up to now and is committed, partition by partition in
   * order. What is in a transaction now is waited for: a commit is through before all of it can be
   * read.
   */
  public List<ConsumerRecord<byte[], byte[]>> readAll(String topic) {
    return readAll(topic, record -> true);
  }

  /** As {@link #readAll(String)}, but only the records that are wanted. */
  public List<ConsumerRecord<byte[], byte[]>> readAll(
      String topic, Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(topic)) {
      Map<TopicPartition, Long> ends = ends(topic);
      Instant deadline = Instant.now().plus(PATIENCE);
      while (!reached(consumer, ends)) {
        requireBefore(deadline, topic, records);
        addPolled(consumer, wanted, records);
      }
    }
    return records;
  }

  /** Reads the topic from its start until what was read so far satisfies {@code enough}. */
  public List<ConsumerRecord<byte[], byte[]>> readUntil(
      String topic, Predicate<List<ConsumerRecord<byte[], byte[]>>> enough) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(topic)) {
      Instant deadline = Instant.now().plus(PATIENCE);
      while (!enough.test(records)) {
        requireBefore(deadline, topic, records);
        addPolled(consumer, record -> true, records);
      }
    }
    return records;
  }

  /** Waits for a record that is wanted and not there yet. */
  public void awaitNew(String topic, Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(topic)) {
      consumer.seekToEnd(consumer.assignment());
      Instant deadline = Instant.now().plus(PATIENCE);
      while (records.isEmpty()) {
        requireBefore(deadline, topic, records);
        addPolled(consumer, wanted, records);
      }
    }
  }

  private static void addPolled(
      KafkaConsumer<byte[], byte[]> consumer,
      Predicate<ConsumerRecord<byte[], byte[]>> wanted,
      List<ConsumerRecord<byte[], byte[]>> records) {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
      if (wanted.test(record)) {
        records.add(record);
      }
    }
  }

  private static void requireBefore(Instant deadline, String topic, List<?> records) {
    if (Instant.now().isAfter(deadline)) {
      throw new AssertionError(
          "waited " + PATIENCE + " for " + topic + ", got " + records.size() + " records");
    }
  }

  /** Behind all that was written, committed or not. */
  private Map<TopicPartition, Long> ends(String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(topic, "read_uncommitted")) {
      return consumer.endOffsets(consumer.assignment());
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer(String topic) {
    return consumer(topic, "read_committed");
  }

  private KafkaConsumer<byte[], byte[]> consumer(String topic, String isolation) {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers(),
                "isolation.level",
                isolation,
                "fetch.max.wait.ms",
                "50"),
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

  private static boolean reached(
      KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }
}
