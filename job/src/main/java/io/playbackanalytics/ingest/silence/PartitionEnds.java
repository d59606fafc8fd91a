package io.playbackanalytics.ingest.silence;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/**
 * Tells partitions that have nothing new from partitions that nobody knows anything of.
 *
 * <p>The former must not hold windows back, the latter must: while a broker is away or cut off, its
 * partitions bring no records either. If they counted as idle, windows would fire without them, and
 * what they hold would be late when the broker is back. So a partition counts as idle only once its
 * broker has said again and again over the idle timeout that it is read to its end, and no longer
 * when the broker has said nothing for as long. Silence alone, of a broker or of the thread that
 * polls it, makes no partition idle.
 */
public final class PartitionEnds {

  private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(1);

  /** At the shortest idle timeouts; at longer ones there are more. */
  private static final int LOOKS_PER_TIMEOUT = 4;

  /** Knows where partitions end. */
  public interface Broker {

    /** The ends of those of the partitions of which they can be told, at some time from now on. */
    CompletableFuture<Map<TopicPartition, Long>> ends(Set<TopicPartition> partitions);
  }

  private final Consumer<?, ?> consumer;
  private final Broker broker;
  private final Duration interval;
  private final int looksPerTimeout;
  private final LongSupplier nanoTime;
  private final Set<TopicPartition> heardOf = new HashSet<>();

  /** Of partitions without records: how often in a row they were found read to their end. */
  private final Map<TopicPartition, Integer> atEnd = new HashMap<>();

  /** And how many looks have found out nothing since. */
  private final Map<TopicPartition, Integer> inTheDark = new HashMap<>();

  private final Set<TopicPartition> idle = new HashSet<>();
  private CompletableFuture<Map<TopicPartition, Long>> answer =
      CompletableFuture.completedFuture(Map.of());
  private long lastLook;

  /**
   * @param consumer to be used on the thread that polls it
   * @param idleTimeout how long a partition has to be read to its end before it counts as idle
   */
  public PartitionEnds(
      Consumer<?, ?> consumer, Broker broker, Duration idleTimeout, LongSupplier nanoTime) {
    this.consumer = consumer;
    this.broker = broker;
    this.interval = interval(idleTimeout);
    this.looksPerTimeout = Math.toIntExact(idleTimeout.dividedBy(interval));
    this.nanoTime = nanoTime;
    this.lastLook = nanoTime.getAsLong();
  }

  /** How long lies between two looks at least; {@link #changes} has to be asked more often. */
  public static Duration interval(Duration idleTimeout) {
    Duration wanted = idleTimeout.dividedBy(LOOKS_PER_TIMEOUT);
    return wanted.compareTo(LONGEST_INTERVAL) > 0 ? LONGEST_INTERVAL : wanted;
  }

  /**
   * To be called after each poll.
   *
   * @param withRecords the partitions that it brought records of, and which are not idle therefore
   * @return for each partition without records that has become idle, or is so no longer, which of
   *     the two; none as long as it is not yet time to look
   */
  public Map<TopicPartition, Boolean> changes(Collection<TopicPartition> withRecords) {
    heardOf.addAll(withRecords);
    long now = nanoTime.getAsLong();
    if (now - lastLook < interval.toNanos()) {
      return Map.of();
    }
    lastLook = now;
    Set<TopicPartition> silent = new HashSet<>(consumer.assignment());
    silent.removeAll(heardOf);
    heardOf.clear();
    atEnd.keySet().retainAll(silent);
    inTheDark.keySet().retainAll(silent);
    idle.retainAll(silent);
    return silent.isEmpty() ? Map.of() : look(silent);
  }

  private Map<TopicPartition, Boolean> look(Set<TopicPartition> silent) {
    Map<TopicPartition, Long> ends = Map.of();
    if (answer.isDone()) {
      if (!answer.isCompletedExceptionally()) {
        ends = answer.getNow(Map.of());
      }
      answer = broker.ends(silent);
    }
    Map<TopicPartition, Boolean> changes = new HashMap<>();
    for (TopicPartition partition : silent) {
      int times = timesAtEnd(partition, ends.get(partition));
      atEnd.put(partition, times);
      if (times == looksPerTimeout && idle.add(partition)) {
        changes.put(partition, true);
      } else if (times == 0 && idle.remove(partition)) {
        changes.put(partition, false);
      }
    }
    return changes;
  }

  private int timesAtEnd(TopicPartition partition, @Nullable Long end) {
    int before = atEnd.getOrDefault(partition, 0);
    if (end == null) {
      // An answer may take longer than it is to the next look.
      int times = inTheDark.merge(partition, 1, Integer::sum);
      return times < looksPerTimeout ? before : 0;
    }
    inTheDark.remove(partition);
    return isReadTo(end, partition) ? Math.min(before + 1, looksPerTimeout) : 0;
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
