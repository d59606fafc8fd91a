package io.playbackanalytics.ingest;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Tells partitions that have nothing new from partitions that nobody knows anything of.
 *
 * <p>The former must not hold windows back, the latter must: while a broker is away or cut off, its
 * partitions bring no records either. If they counted as idle, windows would fire without them, and
 * what they hold would be late when the broker is back. So a partition without records counts as
 * heard of until its broker has said that it is read to its end, and again from when the broker no
 * longer says so.
 */
final class PartitionEnds {

  private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(1);

  /** Of the idle timeout: an answer that comes late must not yet be a silence. */
  private static final int LOOKS_PER_TIMEOUT = 4;

  /** Knows where partitions end. */
  interface Broker {

    /** The ends of those of the partitions of which they can be told, at some time from now on. */
    CompletableFuture<Map<TopicPartition, Long>> ends(Set<TopicPartition> partitions);
  }

  private final Consumer<?, ?> consumer;
  private final Broker broker;
  private final Duration interval;
  private final LongSupplier nanoTime;
  private final Set<TopicPartition> heardOf = new HashSet<>();
  private CompletableFuture<Map<TopicPartition, Long>> answer =
      CompletableFuture.completedFuture(Map.of());
  private long lastLook;

  /**
   * @param consumer to be used on the thread that polls it
   * @param idleTimeout how long a partition may be silent before it counts as idle
   */
  PartitionEnds(
      Consumer<?, ?> consumer, Broker broker, Duration idleTimeout, LongSupplier nanoTime) {
    this.consumer = consumer;
    this.broker = broker;
    this.interval = interval(idleTimeout);
    this.nanoTime = nanoTime;
    this.lastLook = nanoTime.getAsLong();
  }

  /** How long a poll may last at most, so that {@link #unsure} is asked often enough. */
  static Duration interval(Duration idleTimeout) {
    Duration wanted = idleTimeout.dividedBy(LOOKS_PER_TIMEOUT);
    return wanted.compareTo(LONGEST_INTERVAL) > 0 ? LONGEST_INTERVAL : wanted;
  }

  /**
   * To be called after each poll.
   *
   * @param withRecords the partitions that it brought records of
   * @return those that had none for a while, and are not known to have none; none at all as long as
   *     there was no while
   */
  Collection<TopicPartition> unsure(Collection<TopicPartition> withRecords) {
    heardOf.addAll(withRecords);
    long now = nanoTime.getAsLong();
    if (now - lastLook < interval.toNanos()) {
      return List.of();
    }
    lastLook = now;
    Set<TopicPartition> silent = new HashSet<>(consumer.assignment());
    silent.removeAll(heardOf);
    heardOf.clear();
    if (silent.isEmpty() || !answer.isDone()) {
      return silent;
    }
    Map<TopicPartition, Long> ends =
        answer.isCompletedExceptionally() ? Map.of() : answer.getNow(Map.of());
    answer = broker.ends(Set.copyOf(silent));
    silent.removeIf(
        partition -> ends.containsKey(partition) && isReadTo(ends.get(partition), partition));
    return silent;
  }

  private boolean isReadTo(long end, TopicPartition partition) {
    try {
      return consumer.position(partition, Duration.ZERO) >= end;
    } catch (TimeoutException | WakeupException e) {
      // Where reading begins is not known yet.
      return false;
    }
  }
}
