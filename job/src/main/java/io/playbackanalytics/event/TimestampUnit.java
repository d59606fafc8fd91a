package io.playbackanalytics.event;

import java.util.concurrent.TimeUnit;

/** Units in which clients give a time by mistake, where milliseconds are due. */
enum TimestampUnit {
  SECONDS(TimeUnit.SECONDS, "seconds"),
  MICROSECONDS(TimeUnit.MICROSECONDS, "microseconds"),
  NANOSECONDS(TimeUnit.NANOSECONDS, "nanoseconds");

  private final TimeUnit unit;
  private final String text;

  TimestampUnit(TimeUnit unit, String text) {
    this.unit = unit;
    this.text = text;
  }

  /** In ms, rounded towards 0, and to the end of the range where it is beyond. */
  long toMillis(long time) {
    return unit.toMillis(time);
  }

  /** In the plural. */
  String text() {
    return text;
  }
}
