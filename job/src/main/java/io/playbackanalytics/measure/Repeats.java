package io.playbackanalytics.measure;

import io.playbackanalytics.ingest.EventBatch;
import io.playbackanalytics.measure.window.SeenIds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Drops what a client has sent twice: events of a partition with an {@code event_id} that was
 * counted within the window. A client that sends an event again sends it to the same partition, if
 * producers choose it by the session.
 *
 * <p>After a restart every subtask knows the ids of all partitions, since it cannot know which of
 * them it will read; each partition's are kept by who reads it, and by one subtask more until
 * somebody does.
 */
final class Repeats {

  private final long windowMs;
  private final int subtask;
  private final int subtasks;
  private final Map<Integer, SeenIds> partitions = new HashMap<>();
  private final Set<Integer> read = new HashSet<>();
  private long forgottenUpTo = Long.MIN_VALUE;

  /**
   * @param window how long an id is remembered, in event time
   */
  Repeats(Duration window, int subtask, int subtasks) {
    this.windowMs = window.toMillis();
    this.subtask = subtask;
    this.subtasks = subtasks;
  }

  /** Whether the event was counted before; if not, it is remembered now. */
  boolean contain(EventBatch batch, int event, long sliceEnd) {
    if (!batch.hasId(event)) {
      return false;
    }
    read.add(batch.partition());
    return !ids(batch.partition()).add(batch.idHigh(event), batch.idLow(event), sliceEnd);
  }

  void advance(long watermark) {
    if (watermark > Long.MIN_VALUE + windowMs) {
      forgottenUpTo = watermark - windowMs;
      partitions.values().forEach(ids -> ids.forgetUpTo(forgottenUpTo));
      // Also those that were restored for whoever would read them.
      partitions.values().removeIf(SeenIds::isEmpty);
    }
  }

  void restore(Iterable<PartitionIds> state) {
    for (PartitionIds restored : state) {
      SeenIds ids = ids(restored.partition);
      long[] entries = restored.entries;
      for (int at = 0; at < entries.length; at += SeenIds.WIDTH) {
        boolean unused = ids.add(entries[at], entries[at + 1], entries[at + 2]);
      }
    }
  }

  List<PartitionIds> snapshot() {
    List<PartitionIds> state = new ArrayList<>();
    partitions.forEach(
        (partition, ids) -> {
          if (read.contains(partition) || partition % subtasks == subtask) {
            state.add(new PartitionIds(partition, ids.entries()));
          }
        });
    return state;
  }

  private SeenIds ids(int partition) {
    return partitions.computeIfAbsent(
        partition,
        unused -> {
          SeenIds ids = new SeenIds();
          ids.forgetUpTo(forgottenUpTo);
          return ids;
        });
  }
}
