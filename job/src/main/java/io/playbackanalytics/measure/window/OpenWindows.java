package io.playbackanalytics.measure.window;

import io.playbackanalytics.measure.total.Layout;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The windows of all cohorts of one subtask, in memory. What each slice and each second touches is
 * an object that is found once by its key, and a list of the cohorts for each second ahead; a store
 * that outlives the process hears of it only at checkpoints.
 *
 * <p>Windows of cohorts that have just appeared wait for those of the others, and may be fired a
 * part at a time: names that are made up by the hundred thousand do not hold up what is watched.
 *
 * <p>A store may go on reading what it was given, in another thread, until the checkpoint is over.
 * So long nothing of it is changed: a copy takes its place.
 */
public final class OpenWindows {

  private final Layout layout;
  private final Lateness lateness;
  private final CohortWindows windows;
  private final CohortPlaces places;
  private final Map<String, OpenCohort> cohorts = new HashMap<>();

  /** The cohorts of which a window is to fire, by its end; or was, if it came to that earlier. */
  private final NavigableMap<Long, List<OpenCohort>> due = new TreeMap<>();

  /** New cohorts with windows that are complete; or once were new. */
  private final Deque<OpenCohort> waiting = new ArrayDeque<>();

  /** All windows are complete that end up to here. */
  private long complete = Long.MIN_VALUE;

  /** Those that the store has and that have gone since it heard of them. */
  private final List<String> gone = new ArrayList<>();

  /** For these the store may be read. */
  private final CheckpointsUnderWay checkpoints;

  /** What outlives the process. */
  public interface Store {

    /** Replaces what there is of the cohort. */
    void put(String cohort, CohortSlices slices) throws Exception;

    /** Forgets what there is of the cohort. */
    void remove(String cohort) throws Exception;
  }

  /**
   * Without any cohort.
   *
   * @param layout of what is kept of each
   * @param checkpointTimeout after which a checkpoint is over at the latest
   */
  public OpenWindows(
      Layout layout,
      Lateness lateness,
      Revisions revisions,
      CohortPlaces places,
      Duration checkpointTimeout) {
    this.layout = layout;
    this.lateness = lateness;
    this.places = places;
    checkpoints = new CheckpointsUnderWay(checkpointTimeout);
    windows = new CohortWindows(lateness, revisions);
  }

  /**
   * Takes up what the store has of a cohort, of any layout. There is a place for it even if others
   * have taken them all, since its windows have begun.
   */
  public void restore(String key, CohortSlices stored) {
    OpenCohort cohort = new OpenCohort(key, stored.oldest(), stored.with(layout));
    cohort.isStored = true;
    cohorts.put(key, cohort);
    windows.resume(cohort.slices, end -> fireAt(end, cohort));
  }

  /**
   * Adds the slice to its cohort.
   *
   * @return whether there was a place for the cohort; if not, nothing was added
   */
  public boolean add(Slice slice) {
    OpenCohort cohort = cohorts.get(slice.cohort());
    if (cohort == null) {
      if (!places.admit(slice.cohort(), cohorts.size())) {
        return false;
      }
      cohort = new OpenCohort(slice.cohort(), slice.end(), new CohortSlices(layout));
      cohorts.put(slice.cohort(), cohort);
    }
    cohort.hasSlice(slice.end());
    windows.add(slice, toChange(cohort));
    fireAt(slice.end(), cohort);
    return true;
  }

  /**
   * Fires every window that is complete at {@code watermark}, by its end, but for those of new
   * cohorts, which {@link #fireWaiting} has. Once a cohort is no longer new, its windows that still
   * wait come first; and none waits for longer, in event time, than its slices are kept: it would
   * hold a place that is long due to others, and a backlog would be read faster than it is fired.
   */
  public void advance(long watermark, Consumer<PlaybackQuality> out) {
    complete =
        watermark == Long.MAX_VALUE ? Long.MAX_VALUE : lateness.hop().windowEndFiringAt(watermark);
    while (!due.isEmpty() && due.firstKey() <= complete) {
      Map.Entry<Long, List<OpenCohort>> first = due.pollFirstEntry();
      for (OpenCohort cohort : first.getValue()) {
        if (!cohort.isNew(lateness.hop().windowStart(first.getKey()))) {
          fireUpTo(first.getKey(), cohort, out);
        } else if (!cohort.isWaiting) {
          cohort.isWaiting = true;
          waiting.add(cohort);
        }
      }
    }
    long over = lateness.expiringAt(complete);
    while (!waiting.isEmpty() && !mayWait(waiting.element(), over)) {
      fireLongestWaiting(out);
    }
  }

  /** Not where it was fired already, nor where it has waited up to the end {@code over}. */
  private boolean mayWait(OpenCohort cohort, long over) {
    return cohort.isAwaitingUpTo(complete) && !cohort.isAwaitingUpTo(over);
  }

  /** Whether complete windows of new cohorts wait. */
  public boolean areWaiting() {
    return !waiting.isEmpty();
  }

  /**
   * Fires complete windows of the cohorts that have waited for longest, until there are {@code
   * enough} of them.
   */
  public void fireWaiting(int enough, Consumer<PlaybackQuality> out) {
    int fired = 0;
    while (fired < enough && !waiting.isEmpty()) {
      fired += fireLongestWaiting(out);
    }
  }

  private int fireLongestWaiting(Consumer<PlaybackQuality> out) {
    OpenCohort cohort = waiting.remove();
    cohort.isWaiting = false;
    return fireUpTo(complete, cohort, out);
  }

  /** Fires the windows of a cohort that end up to {@code end}; returns how many. */
  private int fireUpTo(long end, OpenCohort cohort, Consumer<PlaybackQuality> out) {
    int fired = 0;
    while (cohort.isAwaitingUpTo(end)) {
      fireFirst(cohort, out);
      fired++;
    }
    return fired;
  }

  private void fireFirst(OpenCohort cohort, Consumer<PlaybackQuality> out) {
    OptionalLong next = windows.fire(cohort.key, cohort.stopAwaitingFirst(), toChange(cohort), out);
    if (next.isPresent()) {
      fireAt(next.getAsLong(), cohort);
    } else if (cohort.slices.isEmpty() && !cohort.isAwaiting()) {
      cohorts.remove(cohort.key);
      if (cohort.isStored) {
        gone.add(cohort.key);
      }
    }
  }

  private void fireAt(long windowEnd, OpenCohort cohort) {
    if (cohort.await(windowEnd)) {
      due.computeIfAbsent(windowEnd, unused -> new ArrayList<>()).add(cohort);
    }
  }

  private CohortSlices toChange(OpenCohort cohort) {
    if (!cohort.isChanged) {
      cohort.isChanged = true;
      if (cohort.isStored && checkpoints.areAny()) {
        cohort.slices = cohort.slices.copy();
      }
    }
    return cohort.slices;
  }

  /**
   * Tells the store what has changed since the last time.
   *
   * @param checkpoint which the store may be read for until it is {@link #over}
   */
  public void writeTo(Store store, long checkpoint, Instant now) throws Exception {
    for (String cohort : gone) {
      store.remove(cohort);
    }
    gone.clear();
    for (OpenCohort cohort : cohorts.values()) {
      if (cohort.isChanged) {
        write(cohort, store);
      }
    }
    checkpoints.begin(checkpoint, now);
  }

  private static void write(OpenCohort cohort, Store store) throws Exception {
    if (!cohort.slices.isEmpty()) {
      store.put(cohort.key, cohort.slices);
    } else if (cohort.isStored) {
      store.remove(cohort.key);
    }
    cohort.isStored = !cohort.slices.isEmpty();
    cohort.isChanged = false;
  }

  /** The checkpoint is complete or was given up. */
  public void over(long checkpoint) {
    checkpoints.end(checkpoint);
  }

  /** How many cohorts are open. */
  public int size() {
    return cohorts.size();
  }
}
