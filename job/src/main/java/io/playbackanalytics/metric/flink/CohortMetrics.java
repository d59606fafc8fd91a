package io.playbackanalytics.metric.flink;

import io.playbackanalytics.measure.total.Kind;
import io.playbackanalytics.measure.total.Measure;
import io.playbackanalytics.measure.total.Measures;
import io.playbackanalytics.measure.total.Totals;
import io.playbackanalytics.measure.window.PlaybackQuality;
import io.playbackanalytics.metric.CohortMetric;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.apache.flink.metrics.Gauge;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of a cohort that has series of its own. Gauges are read by the reporter's thread
 * while the task's thread replaces the window, hence one immutable value behind one volatile field.
 */
final class CohortMetrics {

  private final Measures measures;
  private final CohortSeries series;
  private final CohortCounters counters;
  private final Duration staleAfter;
  private final InstantSource wallClock;
  private volatile @Nullable Shown shown;
  private Instant lastHeardOf;

  /** The window on show, and since when. */
  private record Shown(PlaybackQuality quality, Instant since) {}

  CohortMetrics(
      Measures measures, CohortSeries series, Duration staleAfter, InstantSource wallClock) {
    this.measures = measures;
    this.series = series;
    this.counters = new CohortCounters(measures, series);
    this.staleAfter = staleAfter;
    this.wallClock = wallClock;
    this.lastHeardOf = wallClock.instant();
    for (Measure measure : measures.list()) {
      gauge(measure)
          .ifPresent(
              value ->
                  series.gauge(
                      CohortMetric.ofLastWindow(measure),
                      gauge(
                          quality ->
                              measures.isPartial(quality.totals(), measure)
                                  ? Double.NaN
                                  : value.applyAsDouble(quality))));
    }
  }

  /** What a gauge of the measure shows of a window; empty if it has none. */
  private Optional<ToDoubleFunction<PlaybackQuality>> gauge(Measure measure) {
    if (measure.kind() instanceof Kind.Derived derived) {
      return Optional.of(quality -> measures.derived(quality.totals(), derived, quality.length()));
    }
    if (measure.kind() instanceof Kind.Distinct) {
      return Optional.of(quality -> quality.totals().details.distinct(measure.number()));
    }
    return Optional.empty();
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
