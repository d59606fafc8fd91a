package io.playbackanalytics.measure.total;

import java.util.Arrays;

/**
 * What is measured over any set of events, as far as it adds up. Adding is commutative and
 * associative, with {@link Measures#nothing} as its neutral element, so events may be added up in
 * any order and grouping; what is derived is derived from the final totals only. A POJO for Flink:
 * as part of a doubtful event it crosses the shuffle.
 */
public final class Totals {

  /** The plain sums, in the order of {@link Measures}; that of the events comes first. */
  public long[] sums;

  public Details details;

  /** For Flink. */
  public Totals() {
    this(new long[] {}, new Details());
  }

  public Totals(long[] sums, Details details) {
    this.sums = sums;
    this.details = details;
  }

  /** How many events there are. */
  public long events() {
    return sums[Measures.EVENTS];
  }

  /** Both together; neither of them is changed. */
  public Totals plus(Totals other) {
    long[] sum = sums.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += other.sums[i];
    }
    return new Totals(sum, details.plus(other.details));
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Totals other
        && Arrays.equals(sums, other.sums)
        && details.equals(other.details);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(sums) + details.hashCode();
  }

  @Override
  public String toString() {
    return Arrays.toString(sums)
        + (details.isEmpty() ? "" : " and " + details.cells.length + " counts");
  }
}
