package io.playbackanalytics.benchmark.contender;

import io.playbackanalytics.benchmark.gate.Sums;

/** Sums that are added to in place; a POJO, since it lies in state of Flink and Kafka Streams. */
public final class EventTotals {

  public long events;
  public long decodeAttempts;
  public long decodeFailures;
  public long playMs;
  public long stallMs;

  /** The sums over no events at all. */
  public EventTotals() {}

  /** Adds an event whose decoder counts are derived already. */
  void add(long attempts, long failures, long played, long stalled) {
    events++;
    decodeAttempts += attempts;
    decodeFailures += failures;
    playMs += played;
    stallMs += stalled;
  }

  void add(EventTotals other) {
    events += other.events;
    decodeAttempts += other.decodeAttempts;
    decodeFailures += other.decodeFailures;
    playMs += other.playMs;
    stallMs += other.stallMs;
  }

  Sums sums() {
    return new Sums(events, decodeAttempts, decodeFailures, playMs, stallMs);
  }
}
