package io.playbackanalytics.measure.total;

import java.util.List;

/** Totals of the measures that are always on, in as few words as possible. */
public final class QualityTotals {

  public static final Measures QUALITY = Measures.quality();

  private static final List<Measure> SUMS =
      List.of(
          Measure.EVENTS,
          Measure.DECODE_ATTEMPTS,
          Measure.DECODE_FAILURES,
          Measure.PLAY_MS,
          Measure.STALL_MS);

  private QualityTotals() {}

  public static Totals of(
      long events, long decodeAttempts, long decodeFailures, long playMs, long stallMs) {
    long[] values = {events, decodeAttempts, decodeFailures, playMs, stallMs};
    long[] sums = new long[values.length];
    for (int i = 0; i < values.length; i++) {
      sums[QUALITY.layout().placeOf(SUMS.get(i).number())] = values[i];
    }
    return new Totals(sums, Details.NONE);
  }

  public static Totals ofEvent(
      long decodeAttempts, long decodeFailures, long playMs, long stallMs) {
    return of(1, decodeAttempts, decodeFailures, playMs, stallMs);
  }

  public static Totals ofEvents(long events) {
    return of(events, 0, 0, 0, 0);
  }

  public static Totals nothing() {
    return QUALITY.nothing();
  }

  public static long of(Totals totals, Measure measure) {
    return QUALITY.sum(totals, measure);
  }
}
