package io.playbackanalytics.ingest.kafka;

import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * Where reading begins in the partitions that are there at the first start: always offsets that the
 * brokers have told, so that they are in every checkpoint, and a partition without records goes on
 * exactly there.
 *
 * <p>The connector's own {@code committedOffsets} and {@code earliest} leave it to each reader to
 * find out, and keep a marker in the state until the first record: restored, such a partition would
 * begin again at the offset that the group has committed by then, or at the end (FLINK-28303, whose
 * mending left these two out).
 */
@SuppressWarnings("deprecation") // the connector asks for a strategy of Kafka's that is deprecated
public final class StartingOffsets implements OffsetsInitializer {

  private static final long serialVersionUID = 1;

  private final Lookup lookup;

  private StartingOffsets(Lookup lookup) {
    this.lookup = lookup;
  }

  /** Finds offsets, an answer for each of the partitions. */
  private interface Lookup extends Serializable {
    Map<TopicPartition, Long> of(
        Collection<TopicPartition> partitions, PartitionOffsetsRetriever broker);
  }

  /** With the oldest record that is there. */
  public static StartingOffsets earliest() {
    return new StartingOffsets((partitions, broker) -> broker.beginningOffsets(partitions));
  }

  /** At the end. */
  public static StartingOffsets latest() {
    return new StartingOffsets((partitions, broker) -> broker.endOffsets(partitions));
  }

  /** With the first record whose timestamp is not before {@code instant}, or at the end. */
  public static StartingOffsets from(Instant instant) {
    return new StartingOffsets(
        OffsetsInitializer.timestamp(instant.toEpochMilli())::getPartitionOffsets);
  }

  /** Where the consumer group has got to; as {@code otherwise} says where it has committed none. */
  public static StartingOffsets committed(StartingOffsets otherwise) {
    return new StartingOffsets(
        (partitions, broker) -> {
          Map<TopicPartition, Long> offsets = new HashMap<>(broker.committedOffsets(partitions));
          offsets.keySet().retainAll(partitions);
          List<TopicPartition> others = new ArrayList<>(partitions);
          others.removeAll(offsets.keySet());
          if (!others.isEmpty()) {
            offsets.putAll(otherwise.lookup.of(others, broker));
          }
          return offsets;
        });
  }

  @Override
  public Map<TopicPartition, Long> getPartitionOffsets(
      Collection<TopicPartition> partitions, PartitionOffsetsRetriever broker) {
    return lookup.of(partitions, broker);
  }

  /** None: an offset that is gone is not for the client to skip, see {@link GoneOffsets}. */
  @Override
  public OffsetResetStrategy getAutoOffsetResetStrategy() {
    return OffsetResetStrategy.NONE;
  }
}
