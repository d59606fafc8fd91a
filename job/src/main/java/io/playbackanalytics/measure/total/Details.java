package io.playbackanalytics.measure.total;

import io.playbackanalytics.event.ErrorClass;
import java.util.Arrays;

/**
 * The part of {@link Totals} that few events add to: counts by bucket or class, and sketches of
 * ids. Only what is not zero is there, each under the number of its measure, so that it means the
 * same whatever measures are on. Not changed once it is handed on. A POJO for Flink.
 */
public final class Details {

  /** Nothing. */
  public static final Details NONE = new Details();

  /** What {@link #counts} are of, in ascending order; see {@link #cell}. */
  public int[] cells = {};

  /** One for each of {@link #cells}. */
  public long[] counts = {};

  /** The numbers of the measures that {@link #sketches} are of, in ascending order. */
  public int[] sketched = {};

  /** One for each of {@link #sketched}. */
  public byte[][] sketches = {};

  private static final int INDEX_BITS = 16;
  private static final int MAX_INDEX = (1 << INDEX_BITS) - 1;

  /** Where the sum of a histogram's numbers stands, behind all its buckets. */
  public static final int SUM = MAX_INDEX;

  /** Where it is counted how many slices are of a time when the measure was off. */
  static final int PARTIAL = SUM - 1;

  /** For Flink; no details. */
  public Details() {}

  /** Takes the arrays over. */
  public Details(int[] cells, long[] counts, int[] sketched, byte[][] sketches) {
    this.cells = cells;
    this.counts = counts;
    this.sketched = sketched;
    this.sketches = sketches;
  }

  /**
   * What a count is of.
   *
   * @param number of the measure
   * @param index of the bucket or class
   */
  public static int cell(int number, int index) {
    if (index < 0 || index > MAX_INDEX) {
      throw new IllegalArgumentException("no index: " + index);
    }
    return (number << INDEX_BITS) | index;
  }

  /** The measure's number of a {@link #cell}. */
  public static int number(int cell) {
    return cell >>> INDEX_BITS;
  }

  /** The index of a {@link #cell}. */
  public static int index(int cell) {
    return cell & MAX_INDEX;
  }

  public boolean isEmpty() {
    return cells.length == 0 && sketched.length == 0;
  }

  /** Whether there are ids of any measure. */
  public boolean hasIds() {
    return sketched.length > 0;
  }

  /** Both together; neither of them is changed. */
  public Details plus(Details other) {
    if (other.isEmpty()) {
      return this;
    }
    return isEmpty() ? other : merged(other);
  }

  private Details merged(Details other) {
    DetailsBuilder sum = new DetailsBuilder();
    sum.add(this);
    sum.add(other);
    return sum.build();
  }

  /** What marks a slice of a time when the measures of these numbers were off. */
  public static Details partial(int... numbers) {
    DetailsBuilder details = new DetailsBuilder();
    for (int number : numbers) {
      details.count(cell(number, PARTIAL), 1);
    }
    return details.build();
  }

  /** Whether what there is of the measure of that number is not all. */
  public boolean isPartial(int number) {
    return count(cell(number, PARTIAL)) > 0;
  }

  /** What there is of the measures of a layout. */
  public Details only(Layout layout) {
    DetailsBuilder details = new DetailsBuilder();
    for (int i = 0; i < cells.length; i++) {
      if (layout.has(number(cells[i]))) {
        details.count(cells[i], counts[i]);
      }
    }
    for (int i = 0; i < sketched.length; i++) {
      if (layout.has(sketched[i])) {
        details.see(sketched[i], sketches[i]);
      }
    }
    return details.build();
  }

  /** The count of a {@link #cell}; 0 if there is none. */
  public long count(int cell) {
    int at = Arrays.binarySearch(cells, cell);
    return at < 0 ? 0 : counts[at];
  }

  /** How many errors of that class there were for the measure of that number. */
  public long errors(int number, ErrorClass errorClass) {
    return count(cell(number, errorClass.index()));
  }

  /** How many different ids were seen for the measure of that number; 0 if none. */
  public long distinct(int number) {
    int at = Arrays.binarySearch(sketched, number);
    return at < 0 ? 0 : DistinctIds.estimate(sketches[at]);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Details other
        && Arrays.equals(cells, other.cells)
        && Arrays.equals(counts, other.counts)
        && Arrays.equals(sketched, other.sketched)
        && Arrays.deepEquals(sketches, other.sketches);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Arrays.hashCode(cells) + Arrays.hashCode(counts)) + Arrays.hashCode(sketched);
  }
}
