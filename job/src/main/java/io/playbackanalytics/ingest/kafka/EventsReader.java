package io.playbackanalytics.ingest.kafka;

import io.playbackanalytics.ingest.EventBatch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.synchronization.FutureCompletingBlockingQueue;
import org.apache.flink.connector.kafka.source.reader.KafkaSourceReader;
import org.apache.flink.connector.kafka.source.reader.fetcher.KafkaSourceFetcherManager;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitState;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The connector's reader, which keeps and commits offsets; of a bounded run only those of
 * checkpoints behind which nothing is left to read. Once its partitions have been read to their
 * end, the connector commits by a new consumer each time, and what an earlier one has still under
 * way may arrive last: the group would be left where reading began, and the next run from the
 * committed offsets would count everything again.
 */
final class EventsReader extends KafkaSourceReader<EventBatch> {

  private final String topic;
  private final Boundedness boundedness;

  /** Checkpoints whose offsets are not to be committed. */
  private final NavigableSet<Long> inBetween = new TreeSet<>();

  EventsReader(
      String topic,
      Boundedness boundedness,
      FutureCompletingBlockingQueue<RecordsWithSplitIds<ConsumerRecord<byte[], byte[]>>> queue,
      KafkaSourceFetcherManager fetchers,
      EmitBatches emitter,
      Configuration options,
      SourceReaderContext context,
      BatchMetrics metrics) {
    super(queue, fetchers, emitter, options, context, metrics);
    this.topic = topic;
    this.boundedness = boundedness;
  }

  /** Partitions of another topic are given up, not read to their end: nothing is committed. */
  @Override
  protected void onSplitFinished(Map<String, KafkaPartitionSplitState> splits) {
    Map<String, KafkaPartitionSplitState> read = new HashMap<>(splits);
    read.values().removeIf(split -> !split.getTopic().equals(topic));
    super.onSplitFinished(read);
  }

  @Override
  public List<KafkaPartitionSplit> snapshotState(long checkpointId) {
    List<KafkaPartitionSplit> unfinished = super.snapshotState(checkpointId);
    if (boundedness == Boundedness.BOUNDED && !unfinished.isEmpty()) {
      inBetween.add(checkpointId);
    }
    return unfinished;
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    if (!inBetween.contains(checkpointId)) {
      super.notifyCheckpointComplete(checkpointId);
    }
    inBetween.headSet(checkpointId, true).clear();
  }
}
