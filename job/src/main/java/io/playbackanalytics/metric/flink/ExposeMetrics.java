package io.playbackanalytics.metric.flink;

import io.playbackanalytics.event.Cohort;
import io.playbackanalytics.measure.total.Measures;
import io.playbackanalytics.measure.window.PlaybackQuality;
import io.playbackanalytics.measure.window.Slice;
import io.playbackanalytics.metric.ExposureLimits;
import io.playbackanalytics.metric.MetricCatalog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Cohorts as Flink metrics, with the cohort's dimensions as labels: gauges of its last window, and
 * counters of what went into the windows. Counters are fed from slices because windows overlap.
 *
 * <p>Cohorts get series of their own first come, first served, up to {@link
 * ExposureLimits#maxCohorts}; a place is free again when its cohort has been idle. The others are
 * {@link OtherCohorts}, so that sums over all series are those over all cohorts.
 */
public final class ExposeMetrics implements QualityListener {

  private static final long serialVersionUID = 1;

  /** How often idle cohorts are looked for, as a part of the timeout. */
  private static final int LOOKS_PER_IDLE_TIMEOUT = 20;

  private final Measures measures;
  private final ExposureLimits limits;
  private final Clock wallClock;
  private transient PlaybackMetrics metrics;
  private transient Map<String, CohortMetrics> exported;
  private transient OtherCohorts others;
  private transient volatile int exportedCount;
  private transient Instant lastWindow;
  private transient Instant lastLook;

  public ExposeMetrics(Measures measures, ExposureLimits limits) {
    this(measures, limits, Clock.systemUTC());
  }

  ExposeMetrics(Measures measures, ExposureLimits limits, Clock wallClock) {
    this.measures = measures;
    this.limits = limits;
    this.wallClock = wallClock;
  }

  @Override
  public void open(PlaybackMetrics metrics) {
    this.metrics = metrics;
    exported = new HashMap<>();
    others = new OtherCohorts(measures, metrics);
    lastWindow = Instant.MIN;
    lastLook = wallClock.instant();
    metrics.gauge(MetricCatalog.COHORTS_EXPORTED, () -> (double) exportedCount);
  }

  @Override
  public void onSlice(Slice slice) {
    Optional<CohortMetrics> own = exported(slice.cohort());
    if (own.isPresent()) {
      own.get().count(slice.totals());
    } else {
      others.count(slice.cohort(), slice.totals());
    }
  }

  @Override
  public void onQuality(PlaybackQuality quality) {
    lastWindow = wallClock.instant();
    Optional<CohortMetrics> own = exported(quality.cohort());
    own.ifPresent(cohort -> cohort.show(quality));
    others.heardOf(quality, own.isEmpty() && !Cohort.isOtherKey(quality.cohort()));
  }

  @Override
  public void onTick() {
    Instant now = wallClock.instant();
    if (now.isBefore(lastWindow.plus(limits.staleAfter()))) {
      others.showCount();
    } else {
      others.showNothing();
    }
    Duration sinceLastLook = Duration.between(lastLook, now);
    if (sinceLastLook.multipliedBy(LOOKS_PER_IDLE_TIMEOUT).compareTo(limits.idleTimeout()) >= 0) {
      lastLook = now;
      Instant limit = now.minus(limits.idleTimeout());
      exported.values().removeIf(cohort -> cohort.isIdleSince(limit) && cohort.close());
      exportedCount = exported.size();
    }
  }

  /** The cohort's own metrics, which it gets now if there is a place; else empty. */
  private Optional<CohortMetrics> exported(String key) {
    CohortMetrics own = exported.get(key);
    if (own == null && exported.size() < limits.maxCohorts()) {
      if (!Cohort.isOtherKey(key)) {
        own =
            new CohortMetrics(
                measures, metrics.cohort(Cohort.ofKey(key)), limits.staleAfter(), wallClock);
        exported.put(key, own);
        exportedCount = exported.size();
      }
    }
    return Optional.ofNullable(own);
  }
}
