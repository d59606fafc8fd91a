package io.playbackanalytics.event;

import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;

/**
 * Which clock an event is sorted by, and how much a single player's clock may do.
 *
 * <p>A player's clock is trusted for where the event belongs, not for how late it is: however far
 * ahead it runs, it moves the watermark no further than the record's own timestamp and the wall
 * clock. So a player 50 s ahead (within {@code max-ahead}) has its events counted 50 s later, and
 * everybody else's events are as punctual as before.
 *
 * @param clock the clock that event time is taken from
 * @param maxAhead how far an event's {@code timestamp} may be ahead of its Kafka record's; beyond
 *     it the event is rejected
 * @param outOfOrderness how far the watermark stays behind the newest event of a partition: how
 *     long a window waits for stragglers
 */
public record EventTime(Clock clock, Duration maxAhead, Duration outOfOrderness)
    implements Serializable {

  /** Where event time comes from; the setting {@code event-time.source}. */
  public enum Clock {
    /** The player's: the event's {@code timestamp}. */
    EVENT,
    /** Kafka's: the record's timestamp. */
    RECORD
  }

  /** The rejection of an event whose clock is too far ahead of its record's. */
  public Optional<Rejection> checkAhead(long timestamp, long recordTimestamp) {
    // In this order nothing overflows: an event's timestamp is bounded, a record's may be anything.
    if (timestamp - maxAhead.toMillis() <= recordTimestamp) {
      return Optional.empty();
    }
    return Optional.of(
        new Rejection(
            Reason.FUTURE_TIMESTAMP,
            EventField.TIMESTAMP.wireName(),
            timestamp
                - recordTimestamp
                + " ms ahead of its record, more than event-time.max-ahead="
                + maxAhead.toMillis()
                + " ms"));
  }

  /** The time that decides which windows the event is counted in, epoch ms. */
  public long of(long timestamp, long recordTimestamp) {
    return clock == Clock.EVENT ? timestamp : recordTimestamp;
  }
}
