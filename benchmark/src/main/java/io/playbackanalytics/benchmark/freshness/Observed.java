package io.playbackanalytics.benchmark.freshness;

import io.playbackanalytics.benchmark.contender.ContenderKind;
import java.time.Duration;
import java.util.List;

/**
 * What was measured of one contender.
 *
 * @param kind who
 * @param freshness of each window that could be read
 * @param medians of the freshness of all apps' windows of one end, in the order of the ends
 * @param expected windows with events, all of which came
 * @param events sent meanwhile
 * @param cpu time of the contender's process meanwhile; 0 if unknown
 * @param maxDelay the longest that an event reached the broker after it was due
 */
record Observed(
    ContenderKind kind,
    Distribution freshness,
    List<Long> medians,
    int expected,
    long events,
    Duration cpu,
    Duration maxDelay) {

  private static final double NANOS_PER_MICRO = 1000;

  Observed {
    medians = List.copyOf(medians);
  }

  /** CPU time of the contender per event, in microseconds. */
  double cpuMicrosPerEvent() {
    return cpu.toNanos() / NANOS_PER_MICRO / Math.max(1, events);
  }
}
