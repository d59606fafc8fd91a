package io.playbackanalytics.measure;

import io.playbackanalytics.event.CohortDefinition;
import io.playbackanalytics.event.PlaybackEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The slices that one source subtask is summing: what stands between the events and the shuffle.
 * Its size is cohorts × slices that are open at a time, however many events there are.
 */
final class OpenSlices {

  private final Hop hop;
  private final List<CohortDefinition> definitions;
  private final NavigableMap<Long, Map<String, Totals>> byEnd = new TreeMap<>();

  OpenSlices(Hop hop, List<CohortDefinition> definitions) {
    this.hop = hop;
    this.definitions = List.copyOf(definitions);
  }

  /** Adds the event to its slice, once for every cohort definition. */
  void add(PlaybackEvent event, long sliceEnd) {
    Map<String, Totals> byCohort = byEnd.computeIfAbsent(sliceEnd, end -> new HashMap<>());
    for (CohortDefinition definition : definitions) {
      byCohort.computeIfAbsent(definition.of(event).key(), cohort -> new Totals()).add(event);
    }
  }

  /** Hands on and forgets the slices that {@code watermark} completes, oldest first. */
  void closeUpTo(long watermark, Consumer<Slice> out) {
    while (!byEnd.isEmpty() && hop.firesAt(byEnd.firstKey()) <= watermark) {
      Map.Entry<Long, Map<String, Totals>> oldest = byEnd.pollFirstEntry();
      oldest
          .getValue()
          .forEach((cohort, totals) -> out.accept(new Slice(cohort, oldest.getKey(), totals)));
    }
  }

  /** Hands on and forgets every slice, oldest first. */
  void closeAll(Consumer<Slice> out) {
    closeUpTo(Long.MAX_VALUE, out);
  }
}
