package io.playbackanalytics.benchmark.topic;

/** SplitMix64, written out so that a seed means the same events on every JDK. */
final class RandomBits {

  private long state;

  RandomBits(long seed) {
    state = seed;
  }

  long next() {
    state += 0x9E3779B97F4A7C15L;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** Uniform in 0..bound-1, for bounds that are small beside 2^31. */
  int below(int bound) {
    return (int) (((next() >>> 33) * bound) >>> 31);
  }

  /** Whether something happens that does so once in {@code n} times. */
  boolean oneIn(int n) {
    return below(n) == 0;
  }

  /** Uniform in [0, 1). */
  double fraction() {
    return (next() >>> 11) * 0x1.0p-53;
  }
}
