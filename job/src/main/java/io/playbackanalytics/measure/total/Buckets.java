package io.playbackanalytics.measure.total;

/**
 * The buckets of histograms: numbers from 0 that are the same up to two significant decimal digits,
 * rounded up. So 0 to 100 have a bucket each, then come (100, 110], (110, 120] … (990, 1000],
 * (1000, 1100] and so on: bounds that people write, and within 5 % of the middle of its bucket for
 * every number. Their indices are part of the state's format.
 */
public final class Buckets {

  /** So many numbers from 0 on have a bucket of their own. */
  private static final int EXACT = 101;

  /** Between two powers of ten. */
  private static final int OF_A_DECADE = 90;

  private static final int BASE = 10;
  private static final int FIRST_STEP = 10;

  private Buckets() {}

  /**
   * The bucket of a number.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public static int of(int number) {
    if (number < 0) {
      throw new IllegalArgumentException("negative: " + number);
    }
    if (number < EXACT) {
      return number;
    }
    // (100, 110] are 100 to 109 above the bound below.
    long below = number - 1L;
    long step = FIRST_STEP;
    int decade = 0;
    while (below >= step * BASE * BASE) {
      step *= BASE;
      decade++;
    }
    return EXACT + decade * OF_A_DECADE + (int) (below / step) - BASE;
  }

  /** The greatest number in the bucket. */
  public static long upper(int bucket) {
    if (bucket < EXACT) {
      return bucket;
    }
    return (digits(bucket) + 1L) * step(bucket);
  }

  /** The number that stands for all of the bucket, its middle. */
  public static long middle(int bucket) {
    return bucket < EXACT ? bucket : upper(bucket) - step(bucket) / 2;
  }

  /** The first two digits of the bound below the bucket. */
  private static int digits(int bucket) {
    return (bucket - EXACT) % OF_A_DECADE + BASE;
  }

  private static long step(int bucket) {
    long step = FIRST_STEP;
    for (int decade = (bucket - EXACT) / OF_A_DECADE; decade > 0; decade--) {
      step *= BASE;
    }
    return step;
  }
}
