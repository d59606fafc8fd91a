package io.playbackanalytics.fuzz;

import java.time.Duration;

/** Fails a target that takes too long over an input. */
public final class Hang {

  private static final long LONGEST_NANOS = Duration.ofMillis(100).toNanos();

  /** A machine that was busy elsewhere is so once, an input that hangs hangs each time. */
  private static final int ATTEMPTS = 3;

  private Hang() {}

  public static void check(Runnable target) {
    long shortest = Long.MAX_VALUE;
    for (int i = 0; i < ATTEMPTS && shortest > LONGEST_NANOS; i++) {
      long start = System.nanoTime();
      target.run();
      shortest = System.nanoTime() - start;
    }
    if (shortest > LONGEST_NANOS) {
      throw new AssertionError("took " + shortest / 1_000_000 + " ms");
    }
  }
}
