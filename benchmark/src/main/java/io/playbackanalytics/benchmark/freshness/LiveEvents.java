package io.playbackanalytics.benchmark.freshness;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.playbackanalytics.benchmark.topic.EventGenerator;
import io.playbackanalytics.benchmark.topic.TopicRecipe;
import io.playbackanalytics.benchmark.topic.Traffic;
import java.util.Arrays;

/** The events of the other benchmarks, but as they happen now. Not thread-safe. */
final class LiveEvents {

  private static final byte[] APP = "\"app_id\":\"".getBytes(UTF_8);
  private static final byte[] TIMESTAMP = "\"timestamp\":".getBytes(UTF_8);

  /** Digits of every epoch millisecond from 2001 to 2286. */
  private static final int DIGITS = 13;

  private final EventGenerator generator;
  private byte[] value = new byte[0];

  /** Events of so many apps. */
  LiveEvents(int apps, long seed) {
    generator = new EventGenerator(new TopicRecipe(Long.MAX_VALUE, apps, Traffic.ZIPF, seed));
  }

  /**
   * Makes the next event.
   *
   * @param timestamp when it happened, epoch milliseconds
   */
  void next(long timestamp) {
    generator.next();
    value = generator.value();
    long rest = timestamp;
    int first = after(TIMESTAMP);
    for (int i = first + DIGITS - 1; i >= first; i--) {
      value[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }

  byte[] key() {
    return generator.key();
  }

  byte[] value() {
    return value;
  }

  /** The event's {@code app_id}. */
  String app() {
    int start = after(APP);
    int end = start;
    while (value[end] != '"') {
      end++;
    }
    return new String(value, start, end - start, UTF_8);
  }

  private int after(byte[] text) {
    for (int end = text.length; end <= value.length; end++) {
      if (Arrays.equals(value, end - text.length, end, text, 0, text.length)) {
        return end;
      }
    }
    throw new IllegalStateException("not as generated: " + new String(value, UTF_8));
  }
}
