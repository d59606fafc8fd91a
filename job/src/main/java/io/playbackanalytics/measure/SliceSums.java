package io.playbackanalytics.measure;

import io.playbackanalytics.measure.window.Slice;
import io.playbackanalytics.measure.window.Totals;
import java.util.Arrays;
import java.util.function.Consumer;

/** The sums of one open slice over each cohort, all in one array; used again for a later slice. */
final class SliceSums {

  /** The sums stand in this order. */
  private static final int EVENTS = 0;

  private static final int DECODE_ATTEMPTS = 1;
  private static final int DECODE_FAILURES = 2;
  private static final int PLAY_MS = 3;
  private static final int STALL_MS = 4;
  private static final int WIDTH = 5;

  private long end;
  private long[] sums = new long[64 * WIDTH];

  /** The cohorts that have events, in the order in which these came. */
  private int[] cohorts = new int[64];

  private int size;

  long end() {
    return end;
  }

  /** Begins the slice that ends at {@code sliceEnd}; there are no sums. */
  void begin(long sliceEnd) {
    end = sliceEnd;
  }

  void add(int cohort, int decodeAttempts, int decodeFailures, int playMs, int stallMs) {
    int at = cohort * WIDTH;
    if (at >= sums.length) {
      sums = Arrays.copyOf(sums, Math.max(at + WIDTH, 2 * sums.length));
    }
    if (sums[at + EVENTS]++ == 0) {
      remember(cohort);
    }
    sums[at + DECODE_ATTEMPTS] += decodeAttempts;
    sums[at + DECODE_FAILURES] += decodeFailures;
    sums[at + PLAY_MS] += playMs;
    sums[at + STALL_MS] += stallMs;
  }

  /** Hands on the slice of each cohort, and is empty then. */
  void drainTo(CohortIndex index, Consumer<Slice> out) {
    for (int i = 0; i < size; i++) {
      int at = cohorts[i] * WIDTH;
      Totals totals = new Totals();
      totals.events = sums[at + EVENTS];
      totals.decodeAttempts = sums[at + DECODE_ATTEMPTS];
      totals.decodeFailures = sums[at + DECODE_FAILURES];
      totals.playMs = sums[at + PLAY_MS];
      totals.stallMs = sums[at + STALL_MS];
      Arrays.fill(sums, at, at + WIDTH, 0);
      out.accept(new Slice(index.key(cohorts[i]), end, totals));
    }
    size = 0;
  }

  private void remember(int cohort) {
    if (size == cohorts.length) {
      cohorts = Arrays.copyOf(cohorts, 2 * size);
    }
    cohorts[size++] = cohort;
  }
}
