package io.playbackanalytics.ingest.kafka;

import io.playbackanalytics.ingest.EventBatch;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * All that a fetch brought of a partition, in the guise of its last record: so it passes through
 * the connector's reader, which keeps the offsets, as one element.
 */
final class FetchedBatch extends ConsumerRecord<byte[], byte[]> {

  private final EventBatch events;

  FetchedBatch(ConsumerRecord<?, ?> last, EventBatch events) {
    this(last.topic(), last.partition(), last.offset(), events);
  }

  private FetchedBatch(String topic, int partition, long offset, EventBatch events) {
    super(topic, partition, offset, null, null);
    this.events = events;
  }

  /** Nothing of a partition, in an empty batch. It has no offset that would mean anything. */
  static FetchedBatch withoutRecords(TopicPartition partition, EventBatch empty) {
    return new FetchedBatch(partition.topic(), partition.partition(), 0, empty);
  }

  EventBatch events() {
    return events;
  }

  TopicPartition partitionRead() {
    return new TopicPartition(topic(), partition());
  }
}
