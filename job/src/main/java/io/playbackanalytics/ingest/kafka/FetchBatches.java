package io.playbackanalytics.ingest.kafka;

import io.playbackanalytics.ingest.EventBatch;
import io.playbackanalytics.ingest.silence.BrokerSilence;
import io.playbackanalytics.ingest.silence.PartitionEnds;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.reader.KafkaPartitionSplitReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.metrics.Counter;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls Kafka and parses on the same thread, while the bytes are still in the core's cache; the
 * task's thread gets a few numbers of each event instead of its bytes. That alone saves a third of
 * the CPU of the connector's own way, which hands records over and parses them behind the queue.
 *
 * <p>When a partition has become idle, or is so no longer without a record of it, it hands on an
 * empty batch that says so; see {@link PartitionEnds}.
 *
 * <p>State that is restored decides where reading goes on. What it lacks in state of older releases
 * is a partition's offset, if that had brought no record yet; such a partition is read from its
 * beginning. Partitions of another topic are given up, where they are.
 */
final class FetchBatches extends KafkaPartitionSplitReader {

  /** Otherwise every other look would have to wait for the poll after it. */
  private static final int POLLS_PER_LOOK = 2;

  private static final Logger LOG = LoggerFactory.getLogger(FetchBatches.class);

  private final String topic;
  private final BatchParser parser;
  private final Consumer<?, ?> consumer;
  private final GoneOffsets gone;
  private final BrokerSilence silence;
  private final Metric answers;

  /** Where partitions stop, for those that do. */
  private final Map<TopicPartition, Long> stops = new HashMap<>();

  /** Where partitions go on, as far as their state does not say so yet. */
  private final Map<TopicPartition, Long> moved = new HashMap<>();

  /** Partitions of another topic, to be given up. */
  private final Set<TopicPartition> left = new HashSet<>();

  private final Queue<EventBatch> unused = new ConcurrentLinkedQueue<>();
  private final AskingBroker broker;
  private final @Nullable PartitionEnds ends;
  private final @Nullable PollLimit pollLimit;

  /**
   * @param topic the topic of the events
   * @param skipped counts the records that were deleted before they were read
   * @param silence is told of every poll
   * @param idleTimeout how long a partition has to be read to its end before it counts as idle;
   *     empty if it never does
   */
  FetchBatches(
      String topic,
      Properties properties,
      SourceReaderContext context,
      BatchMetrics metrics,
      BatchParser parser,
      Counter skipped,
      BrokerSilence silence,
      Optional<Duration> idleTimeout) {
    super(properties, context, metrics);
    this.topic = topic;
    this.parser = parser;
    consumer = metrics.consumer();
    this.silence = silence;
    answers = answersTo(consumer);
    gone = new GoneOffsets(consumer, stops, skipped);
    broker =
        new AskingBroker(
            properties,
            properties.getProperty(KafkaSourceOptions.CLIENT_ID_PREFIX.key())
                + "-ends-"
                + context.getIndexOfSubtask());
    ends =
        idleTimeout
            .map(timeout -> new PartitionEnds(consumer, broker, timeout, System::nanoTime))
            .orElse(null);
    pollLimit =
        idleTimeout
            .map(
                timeout ->
                    new PollLimit(
                        PartitionEnds.interval(timeout).dividedBy(POLLS_PER_LOOK), this::wakeUp))
            .orElse(null);
  }

  /** Of requests only: connections that fail, or are made and say nothing, are no answer. */
  private static Metric answersTo(Consumer<?, ?> consumer) {
    return consumer.metrics().entrySet().stream()
        .filter(metric -> metric.getKey().name().equals("response-total"))
        .filter(metric -> metric.getKey().group().equals("consumer-metrics"))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow();
  }

  @Override
  public RecordsWithSplitIds<ConsumerRecord<byte[], byte[]>> fetch() throws IOException {
    silence.ask();
    RecordsWithSplitIds<ConsumerRecord<byte[], byte[]>> fetched = poll();
    silence.heard((Double) answers.metricValue());
    List<Batch> batches = new ArrayList<>();
    for (String split = fetched.nextSplit(); split != null; split = fetched.nextSplit()) {
      ConsumerRecord<byte[], byte[]> record = fetched.nextRecordFromSplit();
      if (record != null) {
        batches.add(new Batch(split, batch(record, fetched)));
      }
    }
    addMoved(batches);
    if (ends != null) {
      addChanges(ends, batches);
    }
    return new Batches(batches, withLeft(fetched.finishedSplits(), batches));
  }

  @Override
  public void handleSplitsChanges(SplitsChange<KafkaPartitionSplit> added) {
    silence.ask();
    List<KafkaPartitionSplit> toRead = new ArrayList<>();
    for (KafkaPartitionSplit split : added.splits()) {
      if (split.getTopic().equals(topic)) {
        split.getStoppingOffset().ifPresent(stop -> stops.put(split.getTopicPartition(), stop));
        toRead.add(withStart(split));
      } else {
        LOG.warn("The state has {}, but events.topic={}: it is left there", split, topic);
        left.add(split.getTopicPartition());
      }
    }
    super.handleSplitsChanges(new SplitsAddition<>(toRead));
    for (KafkaPartitionSplit split : toRead) {
      TopicPartition partition = split.getTopicPartition();
      if (split.getStartingOffset() < 0 && consumer.assignment().contains(partition)) {
        moved.put(partition, undisturbed(() -> consumer.position(partition)));
      }
    }
  }

  /** As the connector does it, which fails the job if a wake-up meets the search for the group. */
  @Override
  public void notifyCheckpointComplete(
      Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
    undisturbed(
        () -> {
          super.notifyCheckpointComplete(offsets, callback);
          return true;
        });
  }

  /** Wake-ups are meant for a poll. One that comes too late for it ends what is asked next. */
  private static <T> T undisturbed(Supplier<T> question) {
    while (true) {
      try {
        return question.get();
      } catch (WakeupException e) {
        LOG.debug("Woken up while not polling", e);
      }
    }
  }

  /** The group may have committed anything since, and the end may be behind many records. */
  private static KafkaPartitionSplit withStart(KafkaPartitionSplit split) {
    if (split.getStartingOffset() >= 0
        || split.getStartingOffset() == KafkaPartitionSplit.EARLIEST_OFFSET) {
      return split;
    }
    LOG.warn(
        "The state is of an older release, in which {} had brought no record yet, and does not say"
            + " where to go on: it is read from its beginning, and what comes of it too late for"
            + " its windows goes to the late topic",
        split.getTopicPartition());
    return new KafkaPartitionSplit(
        split.getTopicPartition(),
        KafkaPartitionSplit.EARLIEST_OFFSET,
        split.getStoppingOffset().orElse(KafkaPartitionSplit.NO_STOPPING_OFFSET));
  }

  private RecordsWithSplitIds<ConsumerRecord<byte[], byte[]>> poll() throws IOException {
    if (pollLimit == null) {
      return pollOnce();
    }
    pollLimit.begin();
    try {
      return pollOnce();
    } finally {
      pollLimit.end();
    }
  }

  private RecordsWithSplitIds<ConsumerRecord<byte[], byte[]>> pollOnce() throws IOException {
    try {
      return super.fetch();
    } catch (OffsetOutOfRangeException e) {
      moved.putAll(gone.skip(e.offsetOutOfRangePartitions()));
      return new Batches(List.of(), Set.of());
    }
  }

  /** Puts into the state where partitions go on of which nothing was read meanwhile. */
  private void addMoved(List<Batch> batches) {
    batches.forEach(batch -> moved.remove(batch.events.partitionRead()));
    moved.forEach(
        (partition, next) ->
            batches.add(
                new Batch(
                    KafkaPartitionSplit.toSplitId(partition),
                    FetchedBatch.withoutRecords(
                        partition, next, newBatch(partition.partition())))));
    moved.clear();
  }

  /** The partitions that are given up hold no window back until Flink has closed them. */
  private Set<String> withLeft(Set<String> finished, List<Batch> batches) {
    if (left.isEmpty()) {
      return finished;
    }
    Set<String> all = new HashSet<>(finished);
    for (TopicPartition partition : left) {
      EventBatch empty = newBatch(partition.partition());
      empty.setIdle();
      String split = KafkaPartitionSplit.toSplitId(partition);
      batches.add(new Batch(split, FetchedBatch.withoutRecords(partition, empty)));
      all.add(split);
    }
    left.clear();
    return all;
  }

  private void addChanges(PartitionEnds ends, List<Batch> batches) {
    List<TopicPartition> withRecords =
        batches.stream().map(batch -> batch.events.partitionRead()).toList();
    ends.changes(withRecords)
        .forEach(
            (partition, idle) -> {
              EventBatch empty = newBatch(partition.partition());
              if (idle) {
                empty.setIdle();
              }
              batches.add(
                  new Batch(
                      KafkaPartitionSplit.toSplitId(partition),
                      FetchedBatch.withoutRecords(partition, empty)));
            });
  }

  @Override
  public void close() throws Exception {
    silence.end();
    if (pollLimit != null) {
      pollLimit.close();
    }
    try (broker) {
      super.close();
    }
  }

  private EventBatch newBatch(int partition) {
    EventBatch events = unused.poll();
    if (events == null) {
      events = parser.newBatch();
    }
    parser.start(partition, events);
    return events;
  }

  /** The batch of a record and all that follow it in the split. */
  private FetchedBatch batch(
      ConsumerRecord<byte[], byte[]> first,
      RecordsWithSplitIds<ConsumerRecord<byte[], byte[]>> fetched) {
    EventBatch events = newBatch(first.partition());
    ConsumerRecord<byte[], byte[]> last = first;
    for (ConsumerRecord<byte[], byte[]> record = first;
        record != null;
        record = fetched.nextRecordFromSplit()) {
      parser.add(record, events);
      last = record;
    }
    return new FetchedBatch(last, events);
  }

  private record Batch(String split, FetchedBatch events) {}

  /** One element for each split. */
  private final class Batches implements RecordsWithSplitIds<ConsumerRecord<byte[], byte[]>> {

    private final List<Batch> batches;
    private final Iterator<Batch> next;
    private final Set<String> finishedSplits;
    private @Nullable FetchedBatch current;

    Batches(List<Batch> batches, Set<String> finishedSplits) {
      this.batches = batches;
      this.next = batches.iterator();
      this.finishedSplits = finishedSplits;
    }

    @Override
    public @Nullable String nextSplit() {
      if (!next.hasNext()) {
        return null;
      }
      Batch batch = next.next();
      current = batch.events;
      return batch.split;
    }

    @Override
    public @Nullable ConsumerRecord<byte[], byte[]> nextRecordFromSplit() {
      FetchedBatch batch = current;
      current = null;
      return batch;
    }

    @Override
    public Set<String> finishedSplits() {
      return finishedSplits;
    }

    /** Called on the task's thread, when all of it has been processed. */
    @Override
    public void recycle() {
      for (Batch batch : batches) {
        batch.events.events().clear();
        unused.add(batch.events.events());
      }
    }
  }
}
