package io.playbackanalytics.publish;

import io.playbackanalytics.measure.PlaybackQuality;
import io.playbackanalytics.measure.Totals;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.ToDoubleFunction;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of one cohort. Gauges are read by the reporter's thread while the task's thread
 * replaces the window, hence one immutable value behind one volatile field.
 */
final class CohortMetrics {

  private final Duration staleAfter;
  private final Clock wallClock;
  private final Counter events;
  private final Counter decodeAttempts;
  private final Counter decodeFailures;
  private final Counter playMs;
  private final Counter stallMs;
  private volatile @Nullable Shown shown;

  /** The window on show, and since when. */
  private record Shown(PlaybackQuality quality, Instant since) {}

  CohortMetrics(MetricGroup cohort, Duration staleAfter, Clock wallClock) {
    this.staleAfter = staleAfter;
    this.wallClock = wallClock;
    events = cohort.counter("events_total");
    decodeAttempts = cohort.counter("decode_attempts_total");
    decodeFailures = cohort.counter("decode_failures_total");
    playMs = cohort.counter("play_ms_total");
    stallMs = cohort.counter("stall_ms_total");
    cohort.gauge("decode_failure_ratio", gauge(PlaybackQuality::decodeFailureRatio));
    cohort.gauge("stall_ratio", gauge(PlaybackQuality::stallRatio));
    cohort.gauge("playback_seconds", gauge(PlaybackQuality::playbackSeconds));
  }

  /** Adds events that were not counted before. */
  void count(Totals totals) {
    events.inc(totals.events);
    decodeAttempts.inc(totals.decodeAttempts);
    decodeFailures.inc(totals.decodeFailures);
    playMs.inc(totals.playMs);
    stallMs.inc(totals.stallMs);
  }

  /** Shows the window, unless a later one is on show: a revision of the past is no news. */
  void show(PlaybackQuality quality) {
    Shown current = shown;
    if (current == null || quality.windowEnd() >= current.quality.windowEnd()) {
      shown = new Shown(quality, wallClock.instant());
    }
  }

  private Gauge<Double> gauge(ToDoubleFunction<PlaybackQuality> value) {
    return () -> {
      Shown current = shown;
      boolean known =
          current != null && wallClock.instant().isBefore(current.since.plus(staleAfter));
      return known ? value.applyAsDouble(current.quality) : Double.NaN;
    };
  }
}
