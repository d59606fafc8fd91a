package io.playbackanalytics.publish;

import io.playbackanalytics.event.Cohort;
import io.playbackanalytics.measure.PlaybackQuality;
import io.playbackanalytics.measure.QualityListener;
import io.playbackanalytics.measure.Slice;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.MetricGroup;

/**
 * Every cohort as Flink metrics, with the cohort's dimensions as labels: gauges of its last window,
 * and counters of what went into the windows. Counters are fed from slices because windows overlap.
 */
public final class ExposeMetrics implements QualityListener {

  private static final long serialVersionUID = 1;

  private final Duration staleAfter;
  private final Clock wallClock;
  private transient MetricGroup playback;
  private transient Map<String, CohortMetrics> cohorts;

  /**
   * @param staleAfter how long a window is shown after it was published; then its gauges are {@code
   *     NaN}, since nothing is known any more
   */
  public ExposeMetrics(Duration staleAfter) {
    this(staleAfter, Clock.systemUTC());
  }

  ExposeMetrics(Duration staleAfter, Clock wallClock) {
    this.staleAfter = staleAfter;
    this.wallClock = wallClock;
  }

  @Override
  public void open(MetricGroup operator) {
    playback = operator.addGroup("playback");
    cohorts = new HashMap<>();
  }

  @Override
  public void onSlice(Slice slice) {
    of(slice.cohort()).count(slice.totals());
  }

  @Override
  public void onQuality(PlaybackQuality quality) {
    of(quality.cohort()).show(quality);
  }

  private CohortMetrics of(String cohort) {
    return cohorts.computeIfAbsent(
        cohort, key -> new CohortMetrics(group(Cohort.ofKey(key)), staleAfter, wallClock));
  }

  private MetricGroup group(Cohort cohort) {
    MetricGroup group = playback;
    for (int i = 0; i < cohort.values().size(); i++) {
      group =
          group.addGroup(cohort.definition().dimensions().get(i).label(), cohort.values().get(i));
    }
    return group;
  }
}
