package io.playbackanalytics.sandbox.summary;

import java.time.Duration;
import java.util.OptionalDouble;

/** What adds up over events, windows and cohorts; the ratios are derived from it. */
record Sums(
    long events,
    long decodeAttempts,
    long decodeFailures,
    Duration played,
    Duration stalled,
    Numbered numbered) {

  static final Sums NONE = new Sums(0, 0, 0, Duration.ZERO, Duration.ZERO, Numbered.NONE);

  Sums plus(Sums other) {
    return new Sums(
        events + other.events,
        decodeAttempts + other.decodeAttempts,
        decodeFailures + other.decodeFailures,
        played.plus(other.played),
        stalled.plus(other.stalled),
        numbered.plus(other.numbered));
  }

  Sums minus(Sums other) {
    return new Sums(
        events - other.events,
        decodeAttempts - other.decodeAttempts,
        decodeFailures - other.decodeFailures,
        played.minus(other.played),
        stalled.minus(other.stalled),
        numbered.minus(other.numbered));
  }

  /** {@code decode_failures / decode_attempts}; empty without any attempt. */
  OptionalDouble decodeFailureRatio() {
    return ratio(decodeFailures, decodeAttempts);
  }

  /** {@code stalled / (played + stalled)}; empty without either. */
  OptionalDouble stallRatio() {
    return ratio(stalled.toMillis(), played.plus(stalled).toMillis());
  }

  private static OptionalDouble ratio(long part, long whole) {
    return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
  }
}
