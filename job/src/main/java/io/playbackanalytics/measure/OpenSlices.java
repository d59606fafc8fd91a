package io.playbackanalytics.measure;

import io.playbackanalytics.event.CohortDefinition;
import io.playbackanalytics.event.DimensionValues;
import io.playbackanalytics.ingest.EventBatch;
import io.playbackanalytics.measure.total.Measures;
import io.playbackanalytics.measure.window.Hop;
import io.playbackanalytics.measure.window.Slice;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The slices that one source subtask is summing: what stands between the events and the shuffle.
 * Its size is cohorts × slices that are open at a time, however many events there are. It has a
 * bound even where names are made up without an end, or ids: all slices are handed on early then,
 * which changes no sum.
 */
final class OpenSlices {

  /** What all open slices may take, about. */
  private static final int MOST_BYTES = 160_000_000;

  /** How many slices can be found without a search; a power of two. */
  private static final int RECENT = 16;

  /** Ids in all open slices: so many take about {@link #MOST_BYTES}, sixteen each. */
  private static final int MOST_IDS = MOST_BYTES / 16;

  private final Measures measures;

  /** Cohorts times open slices: so many take {@link #MOST_BYTES}. */
  private final int mostSums;

  private final long slideMs;
  private final Hop hop;
  private final List<CohortDefinition> definitions;
  private final NavigableMap<Long, SliceSums> byEnd = new TreeMap<>();
  private final @Nullable SliceSums[] recent = new SliceSums[RECENT];
  private final Deque<SliceSums> spare = new ArrayDeque<>();
  private CohortIndex cohorts;
  private long lastEnd = Long.MIN_VALUE;

  /** How many cohorts there may be before the slices that are open take too much. */
  private int room;

  private int ids;

  OpenSlices(Measures measures, Hop hop, List<CohortDefinition> definitions) {
    this.measures = measures;
    mostSums = MOST_BYTES / measures.bytesOfASlice();
    room = mostSums;
    this.hop = hop;
    this.definitions = List.copyOf(definitions);
    slideMs = hop.slide().toMillis();
    cohorts = new CohortIndex(this.definitions, new DimensionValues());
  }

  /** To be called before events of the batch are added. May hand on slices. */
  void start(EventBatch batch, Consumer<Slice> out) {
    if (!cohorts.isFor(batch.numbers()) || cohorts.isFull()) {
      startAnew(batch, out);
    }
  }

  /** The end of the slice that holds {@code time}; see {@link Hop#sliceEnd}. */
  long sliceEnd(long time) {
    // Most events are of the slice of the one before: no division then.
    if (time >= lastEnd || time < lastEnd - slideMs) {
      lastEnd = hop.sliceEnd(time);
    }
    return lastEnd;
  }

  /**
   * Adds an event of the batch to its slice, once for every cohort definition. May hand on slices.
   */
  void add(EventBatch batch, int event, long sliceEnd, Consumer<Slice> out) {
    int[] ofEvent = cohorts.cohortsOf(batch, event);
    SliceSums sums = find(sliceEnd);
    if (sums == null || cohorts.size() > room) {
      if (!fits(sums == null ? byEnd.size() + 1 : byEnd.size())) {
        startAnew(batch, out);
        ofEvent = cohorts.cohortsOf(batch, event);
        sums = null;
      }
      sums = sums == null ? open(sliceEnd) : sums;
    }
    for (int cohort : ofEvent) {
      ids += sums.add(cohort, batch, event);
    }
    if (ids > MOST_IDS) {
      closeAll(out);
    }
  }

  /** The keys of the cohorts of an event of the batch, one for each definition. */
  String[] keysOf(EventBatch batch, int event) {
    return Arrays.stream(cohorts.cohortsOf(batch, event))
        .mapToObj(cohorts::key)
        .toArray(String[]::new);
  }

  /** Hands on and forgets the slices that {@code watermark} completes, oldest first. */
  void closeUpTo(long watermark, Consumer<Slice> out) {
    while (!byEnd.isEmpty() && hop.firesAt(byEnd.firstKey()) <= watermark) {
      SliceSums oldest = byEnd.pollFirstEntry().getValue();
      ids -= oldest.ids();
      oldest.drainTo(cohorts, out);
      int place = recentPlace(oldest.end());
      if (recent[place] == oldest) {
        recent[place] = null;
      }
      if (spare.size() < RECENT) {
        spare.push(oldest);
      }
    }
  }

  /** Hands on and forgets every slice, oldest first. */
  void closeAll(Consumer<Slice> out) {
    closeUpTo(Long.MAX_VALUE, out);
  }

  private @Nullable SliceSums find(long sliceEnd) {
    int place = recentPlace(sliceEnd);
    SliceSums sums = recent[place];
    if (sums == null || sums.end() != sliceEnd) {
      sums = byEnd.get(sliceEnd);
      recent[place] = sums;
    }
    return sums;
  }

  private SliceSums open(long sliceEnd) {
    SliceSums sums = spare.isEmpty() ? new SliceSums(measures) : spare.pop();
    sums.begin(sliceEnd);
    byEnd.put(sliceEnd, sums);
    recent[recentPlace(sliceEnd)] = sums;
    return sums;
  }

  /** Whether so many slices may hold all cohorts; remembers up to how many cohorts they may. */
  private boolean fits(int slicesNeeded) {
    room = mostSums / slicesNeeded;
    return cohorts.size() <= room;
  }

  /** Hands on all slices and numbers cohorts from the start, so that new slices are small. */
  private void startAnew(EventBatch batch, Consumer<Slice> out) {
    closeAll(out);
    spare.clear();
    cohorts = new CohortIndex(definitions, batch.numbers());
    room = mostSums;
  }

  private int recentPlace(long sliceEnd) {
    return (int) (sliceEnd / slideMs) & (RECENT - 1);
  }
}
