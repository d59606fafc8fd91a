package io.playbackanalytics.metric.push;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait after the first, second … failure in a row: twice as long each time up to a
 * limit, and each time a random part of it, at least half, so that those who failed together don't
 * come back together.
 */
final class Backoff {

  private final Duration first;
  private final Duration longest;
  private final RandomGenerator random;
  private Duration next;

  Backoff(Duration first, Duration longest, RandomGenerator random) {
    this.first = first;
    this.longest = longest;
    this.random = random;
    this.next = first;
  }

  /** The wait after one more failure. */
  Duration afterFailure() {
    Duration limit = next;
    Duration doubled = next.multipliedBy(2);
    next = doubled.compareTo(longest) < 0 ? doubled : longest;
    long half = limit.toNanos() / 2;
    return Duration.ofNanos(half + random.nextLong(half + 1));
  }

  void succeeded() {
    next = first;
  }
}
