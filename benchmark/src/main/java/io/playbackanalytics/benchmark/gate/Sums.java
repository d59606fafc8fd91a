package io.playbackanalytics.benchmark.gate;

/**
 * What is added up over a set of events.
 *
 * @param events how many
 * @param decodeAttempts decoder runs, failed ones included
 * @param decodeFailures failed decoder runs
 * @param playMs rendered milliseconds
 * @param stallMs stalled milliseconds
 */
public record Sums(
    long events, long decodeAttempts, long decodeFailures, long playMs, long stallMs) {

  /** The sums over no events at all. */
  public static final Sums NONE = new Sums(0, 0, 0, 0, 0);

  public Sums plus(Sums other) {
    return new Sums(
        events + other.events,
        decodeAttempts + other.decodeAttempts,
        decodeFailures + other.decodeFailures,
        playMs + other.playMs,
        stallMs + other.stallMs);
  }

  /** The sums if each event were counted {@code factor} times. */
  public Sums times(long factor) {
    return new Sums(
        events * factor,
        decodeAttempts * factor,
        decodeFailures * factor,
        playMs * factor,
        stallMs * factor);
  }
}
