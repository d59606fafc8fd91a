package io.playbackanalytics.metric.flink;

import io.playbackanalytics.measure.window.Totals;
import io.playbackanalytics.metric.MetricCatalog;
import org.apache.flink.metrics.Counter;

/**
 * What went into the windows, as counters: the additive parts, from which any ratio over any time
 * and any set of cohorts can be computed.
 */
final class CohortCounters {

  private final Counter events;
  private final Counter decodeAttempts;
  private final Counter decodeFailures;
  private final Counter playMs;
  private final Counter stallMs;

  CohortCounters(CohortSeries series) {
    events = series.counter(MetricCatalog.EVENTS);
    decodeAttempts = series.counter(MetricCatalog.DECODE_ATTEMPTS);
    decodeFailures = series.counter(MetricCatalog.DECODE_FAILURES);
    playMs = series.counter(MetricCatalog.PLAY_MS);
    stallMs = series.counter(MetricCatalog.STALL_MS);
  }

  void add(Totals totals) {
    events.inc(totals.events);
    decodeAttempts.inc(totals.decodeAttempts);
    decodeFailures.inc(totals.decodeFailures);
    playMs.inc(totals.playMs);
    stallMs.inc(totals.stallMs);
  }
}
