package io.playbackanalytics.ingest.kafka;

import io.playbackanalytics.ingest.EventBatch;
import io.playbackanalytics.ingest.silence.PartitionEnds;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.reader.KafkaPartitionSplitReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Polls Kafka and parses on the same thread, while the bytes are still in the core's cache; the
 * task's thread gets a few numbers of each event instead of its bytes. That alone saves a third of
 * the CPU of the connector's own way, which hands records over and parses them behind the queue.
 *
 * <p>When a partition has become idle, or is so no longer without a record of it, it hands on an
 * empty batch that says so; see {@link PartitionEnds}.
 */
final class FetchBatches extends KafkaPartitionSplitReader {

  /** Otherwise every other look would have to wait for the poll after it. */
  private static final int POLLS_PER_LOOK = 2;

  private final BatchParser parser;
  private final Queue<EventBatch> unused = new ConcurrentLinkedQueue<>();
  private final AskingBroker broker;
  private final @Nullable PartitionEnds ends;
  private final @Nullable PollLimit pollLimit;

  /**
   * @param idleTimeout how long a partition has to be read to its end before it counts as idle;
   *     empty if it never does
   */
  FetchBatches(
      Properties consumer,
      SourceReaderContext context,
      BatchMetrics metrics,
      BatchParser parser,
      Optional<Duration> idleTimeout) {
    super(consumer, context, metrics);
    this.parser = parser;
    broker =
        new AskingBroker(
            consumer,
            consumer.getProperty(KafkaSourceOptions.CLIENT_ID_PREFIX.key())
                + "-ends-"
                + context.getIndexOfSubtask());
    ends =
        idleTimeout
            .map(
                timeout -> new PartitionEnds(metrics.consumer(), broker, timeout, System::nanoTime))
            .orElse(null);
    pollLimit =
        idleTimeout
            .map(
                timeout ->
                    new PollLimit(
                        PartitionEnds.interval(timeout).dividedBy(POLLS_PER_LOOK), this::wakeUp))
            .orElse(null);
  }

  @Override
  public RecordsWithSplitIds<ConsumerRecord<byte[], byte[]>> fetch() throws IOException {
    RecordsWithSplitIds<ConsumerRecord<byte[], byte[]>> fetched = poll();
    List<Batch> batches = new ArrayList<>();
    for (String split = fetched.nextSplit(); split != null; split = fetched.nextSplit()) {
      ConsumerRecord<byte[], byte[]> record = fetched.nextRecordFromSplit();
      if (record != null) {
        batches.add(new Batch(split, batch(record, fetched)));
      }
    }
    if (ends != null) {
      addChanges(ends, batches);
    }
    return new Batches(batches, fetched.finishedSplits());
  }

  private RecordsWithSplitIds<ConsumerRecord<byte[], byte[]>> poll() throws IOException {
    if (pollLimit == null) {
      return super.fetch();
    }
    pollLimit.begin();
    try {
      return super.fetch();
    } finally {
      pollLimit.end();
    }
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
