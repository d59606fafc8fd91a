package io.playbackanalytics.metric.flink;

import io.playbackanalytics.measure.window.PlaybackQuality;
import io.playbackanalytics.measure.window.Totals;
import io.playbackanalytics.metric.MetricCatalog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.ToDoubleFunction;
import org.apache.flink.metrics.Gauge;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of a cohort that has series of its own. Gauges are read by the reporter's thread
 * while the task's thread replaces the window, hence one immutable value behind one volatile field.
 */
final class CohortMetrics {

  private final CohortSeries series;
  private final CohortCounters counters;
  private final Duration staleAfter;
  private final InstantSource wallClock;
  private volatile @Nullable Shown shown;
  private Instant lastHeardOf;

  /** The window on show, and since when. */
  private record Shown(PlaybackQuality quality, Instant since) {}

  CohortMetrics(CohortSeries series, Duration staleAfter, InstantSource wallClock) {
    this.series = series;
    this.counters = new CohortCounters(series);
    this.staleAfter = staleAfter;
    this.wallClock = wallClock;
    this.lastHeardOf = wallClock.instant();
    series.gauge(MetricCatalog.DECODE_FAILURE_RATIO, gauge(PlaybackQuality::decodeFailureRatio));
    series.gauge(MetricCatalog.STALL_RATIO, gauge(PlaybackQuality::stallRatio));
    series.gauge(MetricCatalog.PLAYBACK_SECONDS, gauge(PlaybackQuality::playbackSeconds));
  }

  /** Adds events that were not counted before. */
  void count(Totals totals) {
    lastHeardOf = wallClock.instant();
    counters.add(totals);
  }

  /** Shows the window, unless a later one is on show: a revision of the past is no news. */
  void show(PlaybackQuality quality) {
    lastHeardOf = wallClock.instant();
    Shown current = shown;
    if (current == null || quality.windowEnd() >= current.quality.windowEnd()) {
      shown = new Shown(quality, lastHeardOf);
    }
  }

  boolean isIdleSince(Instant limit) {
    return lastHeardOf.isBefore(limit);
  }

  /** See {@link CohortSeries#close}. */
  boolean close() {
    return series.close();
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
