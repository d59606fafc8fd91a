package io.playbackanalytics.benchmark.freshness;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/** Times in milliseconds and how often each occurs. */
final class Distribution {

  private final long[] sorted;

  Distribution(long[] milliseconds) {
    sorted = milliseconds.clone();
    Arrays.sort(sorted);
  }

  int size() {
    return sorted.length;
  }

  /**
   * The nearest rank: the smallest value that at least this share of all values does not exceed.
   *
   * @param percent above 0, up to 100
   * @throws IllegalStateException if there are no values
   */
  long percentile(double percent) {
    if (sorted.length == 0) {
      throw new IllegalStateException("nothing was measured");
    }
    if (!(percent > 0 && percent <= 100)) {
      throw new IllegalArgumentException(percent + " %");
    }
    // Without the rounding, 99.9 % of 1,000 would be a little more than 999.
    double rank = Math.rint(percent * sorted.length * 1e4) / 1e6;
    return sorted[(int) Math.ceil(rank) - 1];
  }

  long max() {
    return percentile(100);
  }

  /** How often each value occurs. */
  SortedMap<Long, Integer> histogram() {
    SortedMap<Long, Integer> counts = new TreeMap<>();
    for (long value : sorted) {
      counts.merge(value, 1, Integer::sum);
    }
    return counts;
  }
}
