package io.playbackanalytics.process;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waiting for a condition, asked for again and again, with an end. */
public final class Await {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long SHORT_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private Await() {}

  /** Returns once {@code condition} holds; fails when it does not for minutes. */
  public static void until(String what, BooleanSupplier condition) {
    until(what, condition::getAsBoolean, holds -> holds);
  }

  /** As {@link #until}, for what is over again within moments. */
  public static void closely(String what, BooleanSupplier condition) {
    until(what, condition::getAsBoolean, holds -> holds, SHORT_PAUSE_NANOS);
  }

  /** Lets time pass, for what has to last so long. */
  public static void until(String what, Instant time) {
    until(what, () -> !Instant.now().isBefore(time));
  }

  /** Returns the first value that is {@code right}; fails with the last one when none is. */
  public static <T> T until(String what, Supplier<T> value, Predicate<T> right) {
    return until(what, value, right, PAUSE_NANOS);
  }

  private static <T> T until(String what, Supplier<T> value, Predicate<T> right, long pauseNanos) {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (true) {
      T current = value.get();
      if (right.test(current)) {
        return current;
      }
      if (Instant.now().isAfter(deadline)) {
        throw new AssertionError("waited " + PATIENCE + " until " + what + ", at last: " + current);
      }
      LockSupport.parkNanos(pauseNanos);
    }
  }
}
