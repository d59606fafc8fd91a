package io.playbackanalytics.metric.flink;

import io.playbackanalytics.measure.total.Kind;
import io.playbackanalytics.measure.total.Measure;
import io.playbackanalytics.measure.total.Measures;
import io.playbackanalytics.measure.total.Totals;
import io.playbackanalytics.metric.CohortMetric;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.metrics.Counter;

/**
 * What went into the windows, as counters: the additive parts, from which any ratio over any time
 * and any set of cohorts can be computed.
 */
final class CohortCounters {

  /** In the order of {@link Totals#sums}. */
  private final Counter[] sums;

  private final List<DetailCounters> details = new ArrayList<>();

  CohortCounters(Measures measures, CohortSeries series) {
    List<Counter> ofSums = new ArrayList<>();
    for (Measure measure : measures.list()) {
      if (measure.kind() instanceof Kind.Additive) {
        ofSums.add(series.counter(CohortMetric.total(measure)));
      } else if (measure.kind() instanceof Kind.Startups startups) {
        details.add(new StartupCounters(measure, startups, series));
      } else if (measure.kind() instanceof Kind.OfPlays) {
        details.add(new PlayCounter(measure, series));
      } else if (measure.kind() instanceof Kind.Errors) {
        details.add(new ErrorCounters(measure, series));
      }
    }
    sums = ofSums.toArray(Counter[]::new);
  }

  void add(Totals totals) {
    for (int i = 0; i < sums.length; i++) {
      sums[i].inc(totals.sums[i]);
    }
    if (!totals.details.isEmpty()) {
      details.forEach(counters -> counters.add(totals.details));
    }
  }
}
