package io.playbackanalytics.measure.window;

import java.util.Arrays;

/** A cohort that has windows of its own, in memory. */
final class OpenCohort {

  private static final int INITIAL_CAPACITY = 4;

  final String key;
  CohortSlices slices;

  /** Whether {@link #slices} were written, as they were then or as they are now. */
  boolean isStored;

  /** Whether they may have changed since. */
  boolean isChanged;

  /** The ends of the windows that are to fire, ascending. */
  private long[] awaited = new long[INITIAL_CAPACITY];

  private int awaiting;

  OpenCohort(String key, CohortSlices slices) {
    this.key = key;
    this.slices = slices;
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

  /** The first window that is to fire does so now. */
  void stopAwaitingFirst() {
    awaiting--;
    System.arraycopy(awaited, 1, awaited, 0, awaiting);
  }

  boolean isAwaiting() {
    return awaiting > 0;
  }
}
