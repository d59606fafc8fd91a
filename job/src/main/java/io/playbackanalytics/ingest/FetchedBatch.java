package io.playbackanalytics.ingest;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * All that a fetch brought of a partition, in the guise of its last record: so it passes through
 * the connector's reader, which keeps the offsets, as one element.
 */
final class FetchedBatch extends ConsumerRecord<byte[], byte[]> {

  private final EventBatch events;

  FetchedBatch(ConsumerRecord<?, ?> last, EventBatch events) {
    super(last.topic(), last.partition(), last.offset(), null, null);
    this.events = events;
  }

  EventBatch events() {
    return events;
  }
}
