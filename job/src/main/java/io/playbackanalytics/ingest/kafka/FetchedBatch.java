package io.playbackanalytics.ingest.kafka;

import io.playbackanalytics.ingest.EventBatch;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * All that a fetch brought of a partition, in the guise of its last record: so it passes through
 * the connector's reader, which keeps the offsets, as one element.
 */
final class FetchedBatch extends ConsumerRecord<byte[], byte[]> {

  private static final long UNCHANGED = -1;

  private final EventBatch events;
  private final long next;

  FetchedBatch(ConsumerRecord<?, ?> last, EventBatch events) {
    this(last.topic(), last.partition(), last.offset() + 1, events);
  }

  private FetchedBatch(String topic, int partition, long next, EventBatch events) {
    super(topic, partition, 0, null, null);
    this.events = events;
    this.next = next;
  }

  /** Nothing of a partition, in an empty batch. */
  static FetchedBatch withoutRecords(TopicPartition partition, EventBatch empty) {
    return withoutRecords(partition, UNCHANGED, empty);
  }

  /** Nothing of a partition, which goes on at offset {@code next}. */
  static FetchedBatch withoutRecords(TopicPartition partition, long next, EventBatch empty) {
    return new FetchedBatch(partition.topic(), partition.partition(), next, empty);
  }

  /** The offset behind all that was read; empty if that is where it was. */
  OptionalLong next() {
    return next == UNCHANGED ? OptionalLong.empty() : OptionalLong.of(next);
  }

  EventBatch events() {
    return events;
  }

  TopicPartition partitionRead() {
    return new TopicPartition(topic(), partition());
  }
}
