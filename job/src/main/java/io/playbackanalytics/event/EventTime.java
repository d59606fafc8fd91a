package io.playbackanalytics.event;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Which clock an event is sorted by, and how much a single clock may do.
 *
 * <p>A player's clock is trusted for where the event belongs, not for how late it is: however far
 * ahead it runs, it moves the watermark no further than the record's own timestamp and the wall
 * clock. So a player 50 s ahead (within {@code max-ahead}) has its events counted 50 s later, and
 * everybody else's events are as punctual as before. An event ahead of those two by more than
 * {@code max-ahead} is rejected: the watermark would not come to it, and its windows would be held,
 * and not published, for as long as it is ahead.
 *
 * @param clock the clock that event time is taken from. With {@link Clock#RECORD} the player's
 *     decides nothing, neither where the event belongs nor whether it is rejected
 * @param maxAhead how far event time may be ahead of the record's timestamp and of the wall clock
 * @param outOfOrderness how far the watermark stays behind the newest event of a partition: how
 *     long a window waits for stragglers
 * @param oldest the first time that is believed. An earlier one is a clock that was never set, or a
 *     number in another unit than milliseconds: the seconds of today, read as milliseconds, are in
 *     January 1970
 */
public record EventTime(Clock clock, Duration maxAhead, Duration outOfOrderness, Instant oldest)
    implements Serializable {

  /**
   * 2000-01-01, epoch ms. Another unit is guessed only if it makes a time since then, also where
   * {@link #oldest} is earlier: any year of today in milliseconds is 1970 in microseconds.
   */
  private static final long FIRST_PLAYERS = 946_684_800_000L;

  /** Where event time comes from; the setting {@code event-time.source}. */
  public enum Clock {
    /** The player's: the event's {@code timestamp}. */
    EVENT,
    /** Kafka's: the record's timestamp. */
    RECORD
  }

  /**
   * The rejection of an event whose time cannot be right.
   *
   * @param timestamp the event's, epoch ms, within the range of its contract
   * @param recordTimestamp the record's, epoch ms; may be anything
   * @param now the wall clock, epoch ms
   */
  public Optional<Rejection> check(long timestamp, long recordTimestamp, long now) {
    long time = of(timestamp, recordTimestamp);
    long believable = Math.min(recordTimestamp, now);
    long first = oldest.toEpochMilli();
    // In this order nothing overflows.
    if (time >= first && time - maxAhead.toMillis() <= believable) {
      return Optional.empty();
    }
    return Optional.of(rejection(time, believable, now));
  }

  private Rejection rejection(long time, long believable, long now) {
    for (TimestampUnit unit : TimestampUnit.values()) {
      long millis = unit.toMillis(time);
      if (millis >= Math.max(oldest.toEpochMilli(), FIRST_PLAYERS) && millis <= now) {
        return rejection(
            Reason.TIMESTAMP_UNIT,
            time
                + " ms would be far off; as "
                + unit.text()
                + " it would be "
                + Instant.ofEpochMilli(millis)
                + ": "
                + millis
                + " ms");
      }
    }
    if (time < oldest.toEpochMilli()) {
      return rejection(
          Reason.OUT_OF_RANGE, time + " ms, before event-time.oldest=" + oldest.toString());
    }
    return rejection(
        Reason.FUTURE_TIMESTAMP,
        time
            - believable
            + " ms ahead of "
            + (believable == now ? "the wall clock" : "its record")
            + ", more than event-time.max-ahead="
            + maxAhead.toMillis()
            + " ms");
  }

  private Rejection rejection(Reason reason, String detail) {
    return clock == Clock.EVENT
        ? new Rejection(reason, EventField.TIMESTAMP.wireName(), detail)
        : Rejection.ofValue(reason, "the record's timestamp: " + detail);
  }

  /** The time that decides which windows the event is counted in, epoch ms. */
  public long of(long timestamp, long recordTimestamp) {
    return clock == Clock.EVENT ? timestamp : recordTimestamp;
  }
}
