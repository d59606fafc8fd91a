package io.playbackanalytics.measure.total;

import java.util.Arrays;
import java.util.OptionalLong;

/** The numbers of a histogram in some totals. */
public final class Distribution {

  /** The indices of the buckets that have any, ascending. */
  private final int[] buckets;

  private final long[] counts;
  private final long count;
  private final long sum;

  private Distribution(int[] buckets, long[] counts, long sum) {
    this.buckets = buckets;
    this.counts = counts;
    count = Arrays.stream(counts).sum();
    this.sum = sum;
  }

  /** That of the measure with that number. */
  public static Distribution of(Details details, int number) {
    int from = insertion(Arrays.binarySearch(details.cells, Details.cell(number, 0)));
    int to = insertion(Arrays.binarySearch(details.cells, Details.cell(number, Details.PARTIAL)));
    int[] buckets = new int[to - from];
    for (int i = 0; i < buckets.length; i++) {
      buckets[i] = Details.index(details.cells[from + i]);
    }
    return new Distribution(
        buckets,
        Arrays.copyOfRange(details.counts, from, to),
        details.count(Details.cell(number, Details.SUM)));
  }

  private static int insertion(int found) {
    return found < 0 ? -found - 1 : found;
  }

  public long count() {
    return count;
  }

  /**
   * How many numbers there are up to {@code bound}, inclusive: exact.
   *
   * @param bound the upper bound of a bucket
   */
  public long countUpTo(long bound) {
    long upTo = 0;
    for (int i = 0; i < buckets.length && Buckets.upper(buckets[i]) <= bound; i++) {
      upTo += counts[i];
    }
    return upTo;
  }

  /** Of all numbers: exact. */
  public long sum() {
    return sum;
  }

  /**
   * The least number that at least the share {@code q} of all is at most equal to (nearest rank),
   * within 5 %; empty if there are none.
   *
   * @param q in 0..1
   */
  public OptionalLong quantile(double q) {
    long rank = Math.max(1, (long) Math.ceil(q * count));
    long below = 0;
    for (int i = 0; i < buckets.length; i++) {
      below += counts[i];
      if (below >= rank) {
        return OptionalLong.of(Buckets.middle(buckets[i]));
      }
    }
    return OptionalLong.empty();
  }
}
