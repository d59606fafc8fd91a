package io.playbackanalytics.measure.window;

import java.util.Arrays;

/** A cohort that has windows of its own, in memory. */
final class OpenCohort {

  private static final int INITIAL_CAPACITY = 4;

  final String key;

  /** The end of the oldest slice that is known of. */
  private long since;

  CohortSlices slices;

  /** Whether {@link #slices} were written, as they were then or as they are now. */
  boolean isStored;

  /** Whether they may have changed since. */
  boolean isChanged;

  /** Whether it is among those whose windows wait for the others. */
  boolean isWaiting;

  /** The ends of the windows that are to fire, ascending. */
  private long[] awaited = new long[INITIAL_CAPACITY];

  private int awaiting;

  OpenCohort(String key, long since, CohortSlices slices) {
    this.key = key;
    this.since = since;
    this.slices = slices;
  }

  /** There is a slice of that end. */
  void hasSlice(long end) {
    since = Math.min(since, end);
  }

  /**
   * Whether it has hardly begun: a window holds its first slice, or closes what consists of that
   * one alone.
   */
  boolean isNew(long windowStart) {
    return windowStart <= since;
  }

  /**
   * Remembers that the window that ends at {@code end} is to fire.
   *
   * @return whether that is news
   */
  boolean await(long end) {
    // Nearly always it is among the youngest.
    int at = awaiting;
    while (at > 0 && awaited[at - 1] > end) {
      at--;
    }
    if (at > 0 && awaited[at - 1] == end) {
      return false;
    }
    if (awaiting == awaited.length) {
      awaited = Arrays.copyOf(awaited, 2 * awaiting);
    }
    System.arraycopy(awaited, at, awaited, at + 1, awaiting - at);
    awaited[at] = end;
    awaiting++;
    return true;
  }

  /** Whether a window is to fire that ends up to {@code end}. */
  boolean isAwaitingUpTo(long end) {
    return awaiting > 0 && awaited[0] <= end;
  }

  /** The first window that is to fire does so now; returns its end. */
  long stopAwaitingFirst() {
    long first = awaited[0];
    awaiting--;
    System.arraycopy(awaited, 1, awaited, 0, awaiting);
    return first;
  }

  boolean isAwaiting() {
    return awaiting > 0;
  }
}
