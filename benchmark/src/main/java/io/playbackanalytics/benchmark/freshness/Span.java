package io.playbackanalytics.benchmark.freshness;

import io.playbackanalytics.benchmark.contender.Settings;
import java.time.Duration;
import java.util.stream.LongStream;

/**
 * The windows that count: those that end after {@code from} and not after {@code to}.
 *
 * @param from epoch milliseconds, a multiple of the slide
 * @param to epoch milliseconds, a multiple of the slide
 */
record Span(long from, long to) {

  private static final long SLIDE_MS = Settings.STANDARD.slide().toMillis();

  /** The first that does not begin before {@code earliest}, epoch milliseconds. */
  static Span starting(long earliest, Duration duration) {
    long from = -Math.floorDiv(-earliest, SLIDE_MS) * SLIDE_MS;
    return new Span(from, from + duration.toMillis());
  }

  /** The ends of the windows, epoch milliseconds. */
  LongStream windowEnds() {
    return LongStream.rangeClosed(1, (to - from) / SLIDE_MS).map(i -> from + i * SLIDE_MS);
  }

  boolean covers(long windowEnd) {
    return windowEnd > from && windowEnd <= to;
  }
}
