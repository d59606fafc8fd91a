package io.playbackanalytics.ingest.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.flink.metrics.Counter;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes on where the record to be read next is gone: with the earliest one that is left, never at
 * the end. Each offset in between is counted and logged as a warning.
 *
 * <p>By itself the client would do as {@code auto.offset.reset} says, without a sound. An offset
 * that is behind the end says that the topic was cut off or made anew; then everything that is
 * there is read, and nothing counts as skipped, since nobody knows what was lost.
 */
final class GoneOffsets {

  private static final Logger LOG = LoggerFactory.getLogger(GoneOffsets.class);

  private final Consumer<?, ?> consumer;
  private final Map<TopicPartition, Long> stops;
  private final Counter skipped;

  /**
   * @param consumer to be used on the thread that polls it; its {@code auto.offset.reset} is none
   * @param stops where reading is to stop, for those partitions where it is; may change
   * @param skipped counts the offsets that will never be read
   */
  GoneOffsets(Consumer<?, ?> consumer, Map<TopicPartition, Long> stops, Counter skipped) {
    this.consumer = consumer;
    this.stops = stops;
    this.skipped = skipped;
  }

  /**
   * Moves the consumer behind offsets that are gone.
   *
   * @return where it goes on; empty if the brokers did not say, and the next poll will ask again
   */
  Map<TopicPartition, Long> skip(Map<TopicPartition, Long> gone) {
    Map<TopicPartition, Long> earliest = earliest(gone.keySet());
    earliest.forEach(
        (partition, left) -> {
          report(partition, gone.get(partition), left);
          consumer.seek(partition, left);
        });
    return earliest;
  }

  private Map<TopicPartition, Long> earliest(Set<TopicPartition> partitions) {
    try {
      return new HashMap<>(consumer.beginningOffsets(partitions));
    } catch (TimeoutException | WakeupException e) {
      return Map.of();
    }
  }

  private void report(TopicPartition partition, long gone, long left) {
    long missed = Math.min(left, stops.getOrDefault(partition, Long.MAX_VALUE)) - gone;
    if (missed > 0) {
      skipped.inc(missed);
      LOG.warn(
          "{}: {} records, offsets {} to {}, were deleted before they were read. Reading goes on at"
              + " {}",
          partition,
          missed,
          gone,
          gone + missed - 1,
          left);
    } else {
      LOG.warn(
          "{}: offset {} is behind the end, the topic was cut off or made anew. Reading goes on at"
              + " {}",
          partition,
          gone,
          left);
    }
  }
}
