package io.playbackanalytics.ingest.kafka;

import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.connector.kafka.source.metrics.KafkaSourceReaderMetrics;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The connector's metrics, with the current offset set once for each batch: two look-ups by topic
 * and partition for every record take 3 % of the CPU.
 */
final class BatchMetrics extends KafkaSourceReaderMetrics {

  private @Nullable KafkaConsumer<?, ?> consumer;
  private final Set<TopicPartition> partitions = ConcurrentHashMap.newKeySet();

  BatchMetrics(SourceReaderMetricGroup source) {
    super(source);
  }

  /** Called by the connector's reader with the consumer that it has made, once. */
  @Override
  public void registerNumBytesIn(KafkaConsumer<?, ?> made) {
    consumer = made;
    super.registerNumBytesIn(made);
  }

  /** The reader's consumer, which the connector shows nowhere else. */
  KafkaConsumer<?, ?> consumer() {
    return Objects.requireNonNull(consumer, "the connector's reader registers its consumer");
  }

  @Override
  public void registerTopicPartition(TopicPartition partition) {
    partitions.add(partition);
    super.registerTopicPartition(partition);
  }

  /**
   * Called by the connector for whatever has been committed, also for partitions of another topic
   * that a restored state still had, and which are given up: for these the connector would throw.
   */
  @Override
  public void recordCommittedOffset(TopicPartition partition, long offset) {
    if (partitions.contains(partition)) {
      super.recordCommittedOffset(partition, offset);
    }
  }

  /** Called by the connector for every record; see {@link #recordLastOffset}. */
  @Override
  public void recordCurrentOffset(TopicPartition partition, long offset) {}

  /** To be called with the offset of the last record of a batch that was processed. */
  void recordLastOffset(TopicPartition partition, long offset) {
    super.recordCurrentOffset(partition, offset);
  }
}
