package io.playbackanalytics.measure.window;

import java.util.Objects;

/**
 * The additive part of playback quality: sums over any set of events. Adding is commutative and
 * associative, with the fresh instance as its neutral element, so events may be summed in any order
 * and grouping; ratios are derived from the final sums only. A POJO for Flink: as part of a {@link
 * Slice} it crosses the shuffle.
 */
public final class Totals {

  public long events;
  public long decodeAttempts;
  public long decodeFailures;
  public long playMs;
  public long stallMs;

  /** The sums over no events at all. */
  public Totals() {}

  /** The sums over a single event. */
  public static Totals ofEvent(
      long decodeAttempts, long decodeFailures, long playMs, long stallMs) {
    Totals totals = new Totals();
    totals.events = 1;
    totals.decodeAttempts = decodeAttempts;
    totals.decodeFailures = decodeFailures;
    totals.playMs = playMs;
    totals.stallMs = stallMs;
    return totals;
  }

  public void add(Totals other) {
    events += other.events;
    decodeAttempts += other.decodeAttempts;
    decodeFailures += other.decodeFailures;
    playMs += other.playMs;
    stallMs += other.stallMs;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Totals other
        && events == other.events
        && decodeAttempts == other.decodeAttempts
        && decodeFailures == other.decodeFailures
        && playMs == other.playMs
        && stallMs == other.stallMs;
  }

  @Override
  public int hashCode() {
    return Objects.hash(events, decodeAttempts, decodeFailures, playMs, stallMs);
  }

  @Override
  public String toString() {
    return String.format(
        "%d events, decode %d/%d failed, play %d ms, stall %d ms",
        events, decodeFailures, decodeAttempts, playMs, stallMs);
  }
}
