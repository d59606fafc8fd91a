package io.playbackanalytics.benchmark.freshness;

import java.time.Duration;

/**
 * When which event is due at a constant rate: a batch at the end of each interval. All is counted
 * from the start, so that a batch that went out late moves none of those after it.
 *
 * @param eventsPerSecond the rate
 * @param interval between two batches, whole milliseconds
 */
record Pace(int eventsPerSecond, Duration interval) {

  private static final long MS_PER_S = 1000;

  Pace {
    if (eventsPerSecond < 1 || interval.toMillis() < 1) {
      throw new IllegalArgumentException(eventsPerSecond + " events/s each " + interval);
    }
  }

  /** How many events are due in total, so many nanoseconds after the start. */
  long due(long elapsedNanos) {
    return eventsPerSecond * (elapsedNanos / interval.toNanos() * interval.toMillis()) / MS_PER_S;
  }

  /** How many nanoseconds after the start the event is due that {@code before} others precede. */
  long dueNanos(long before) {
    long perInterval = eventsPerSecond * interval.toMillis();
    long intervals = ((before + 1) * MS_PER_S + perInterval - 1) / perInterval;
    return intervals * interval.toNanos();
  }
}
