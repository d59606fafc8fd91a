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

  /** {@code 412.1 s} */
  static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%,.1f s", duration.toMillis() / 1000.0);
  }

  /** {@code 08:31:35}, in UTC. */
  static String time(Instant instant) {
    return TIME.format(instant);
  }
}
