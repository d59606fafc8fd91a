package io.playbackanalytics.measure.total;

import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Which measures some values are of, by their {@linkplain Measure#number numbers}. State says it of
 * itself, so that measures may come and go between two starts.
 */
public final class Layout implements Serializable {

  private static final long serialVersionUID = 1;

  private final int[] sums;
  private final int[] detailed;

  /** Where the sums stand by which windows tell that something has come. */
  private final int[] news;

  /**
   * Takes the arrays over.
   *
   * @param sums those with a plain sum, in the order of {@link Totals#sums}
   * @param detailed those in {@link Details}, ascending
   */
  public Layout(int[] sums, int[] detailed) {
    this.sums = sums;
    this.detailed = detailed;
    news = IntStream.range(0, sums.length).filter(place -> isNews(sums[place])).toArray();
  }

  private static boolean isNews(int number) {
    return number == Measure.EVENTS.number() || number == Measure.NEWS.number();
  }

  /** To be read only. */
  public int[] sums() {
    return sums;
  }

  /** To be read only. */
  public int[] detailed() {
    return detailed;
  }

  /** Where the sums stand that grow with all that comes; to be read only. */
  public int[] news() {
    return news;
  }

  /** Where the sum of that number stands; -1 if there is none. */
  public int placeOf(int number) {
    for (int place = 0; place < sums.length; place++) {
      if (sums[place] == number) {
        return place;
      }
    }
    return -1;
  }

  /**
   * Makes sure that totals are of this layout.
   *
   * @throws IllegalArgumentException if they have another number of sums, as those of an unaligned
   *     checkpoint may have
   */
  public void require(Totals totals) {
    if (totals.sums.length != sums.length) {
      throw new IllegalArgumentException(
          "sums of %d measures where there are %d: start with the measures of the checkpoint, or from a savepoint"
              .formatted(totals.sums.length, sums.length));
    }
  }

  /** Whether values of that number are there. */
  public boolean has(int number) {
    return placeOf(number) >= 0 || Arrays.binarySearch(detailed, number) >= 0;
  }

  @Override
  public boolean equals(Object o) {
    return o == this
        || (o instanceof Layout other
            && Arrays.equals(sums, other.sums)
            && Arrays.equals(detailed, other.detailed));
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(sums) + Arrays.hashCode(detailed);
  }

  @Override
  public String toString() {
    return Arrays.toString(sums) + Arrays.toString(detailed);
  }
}
