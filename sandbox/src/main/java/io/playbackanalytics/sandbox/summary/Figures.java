package io.playbackanalytics.sandbox.summary;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers as people read them, the same in every locale. */
final class Figures {

  private static final String NO_DATA = "–";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final DateTimeFormatter DATE_AND_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Figures() {}

  /** {@code 1,234} */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** {@code 3.20 %}, or a dash where there is no data: that is not zero. */
  static String percent(OptionalDouble ratio) {
    return ratio.isEmpty()
        ? NO_DATA
        : String.format(Locale.ROOT, "%.2f %%", 100 * ratio.getAsDouble());
  }

  /** {@code 3.20 %} */
  static String percent(double ratio) {
    return percent(OptionalDouble.of(ratio));
  }

  /** {@code 412.1 s} */
  static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%,.1f s", duration.toMillis() / 1000.0);
  }

  /** {@code 2 d 3 h}, {@code 9 min 58 s}, {@code 0.4 s}: the two largest units that matter. */
  static String span(Duration duration) {
    if (duration.compareTo(Duration.ofMinutes(1)) < 0) {
      return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
    if (duration.compareTo(Duration.ofHours(1)) < 0) {
      return two(duration.toMinutes(), "min", duration.toSecondsPart(), "s");
    }
    return duration.compareTo(Duration.ofDays(1)) < 0
        ? two(duration.toHours(), "h", duration.toMinutesPart(), "min")
        : two(duration.toDays(), "d", duration.toHoursPart(), "h");
  }

  private static String two(long large, String largeUnit, long small, String smallUnit) {
    String first = count(large) + " " + largeUnit;
    return small == 0 ? first : first + " " + small + " " + smallUnit;
  }

  /** {@code 2026-03-01 08:31:35}, in UTC. */
  static String dateAndTime(Instant instant) {
    return DATE_AND_TIME.format(instant);
  }

  /** {@code 08:31:35}, in UTC. */
  static String time(Instant instant) {
    return TIME.format(instant);
  }
}
