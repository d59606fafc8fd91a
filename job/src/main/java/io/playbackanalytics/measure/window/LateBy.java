package io.playbackanalytics.measure.window;

import java.time.Duration;

/**
 * How far behind the watermark a late event is, which tells what made it late; the label {@code
 * reason} of late records. The watermark may itself be seconds behind the wall clock.
 */
public enum LateBy {
  /** A gateway or partition that lags: a longer {@code event-time.allowed-lateness} would help. */
  MINUTES("under_10_min", Duration.ofMinutes(10)),
  /** A player that was offline, a queue that was blocked. */
  HOURS("under_1_d", Duration.ofDays(1)),
  /** A clock that is wrong, or old data that is sent again. */
  DAYS("over_1_d", Duration.ofMillis(Long.MAX_VALUE));

  private final String wire;
  private final Duration below;

  LateBy(String wire, Duration below) {
    this.wire = wire;
    this.below = below;
  }

  public static LateBy of(LateRecord record) {
    // Event times reach back so far that the difference may not fit; it is days then.
    Duration behind =
        Duration.ofMillis(record.watermark()).minus(Duration.ofMillis(record.eventTime()));
    for (LateBy by : values()) {
      if (behind.compareTo(by.below) < 0) {
        return by;
      }
    }
    return DAYS;
  }

  /** As metrics show it. */
  public String wire() {
    return wire;
  }
}
