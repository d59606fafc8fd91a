package io.playbackanalytics.metric.flink;

import io.playbackanalytics.measure.total.Details;
import io.playbackanalytics.measure.total.Distribution;
import io.playbackanalytics.measure.total.Kind;
import io.playbackanalytics.measure.total.Measure;
import io.playbackanalytics.metric.CohortMetric;
import org.apache.flink.metrics.Counter;
import org.jspecify.annotations.Nullable;

/** A distribution as Prometheus computes with it: how many numbers were up to each bound. */
final class StartupCounters implements DetailCounters {

  private final Measure measure;
  private final Kind.Startups startups;
  private final CohortSeries series;

  /** One for each bound, and the last for all numbers; all or none are there. */
  private Counter[] upTo = {};

  private @Nullable Counter sum;

  StartupCounters(Measure measure, Kind.Startups startups, CohortSeries series) {
    this.measure = measure;
    this.startups = startups;
    this.series = series;
  }

  @Override
  public void add(Details details) {
    Distribution distribution = Distribution.of(details, measure.number());
    long count = distribution.count();
    if (count == 0) {
      return;
    }
    if (sum == null) {
      sum = series.counter(CohortMetric.total(measure));
      CohortMetric buckets = CohortMetric.buckets(measure);
      upTo = new Counter[startups.bounds().size() + 1];
      for (int i = 0; i < upTo.length; i++) {
        upTo[i] = series.counter(buckets, bound(i));
      }
    }
    // Downwards, so that who reads meanwhile finds no bound above one that is higher.
    upTo[upTo.length - 1].inc(count);
    for (int i = upTo.length - 2; i >= 0; i--) {
      upTo[i].inc(distribution.countUpTo(startups.bounds().get(i)));
    }
    sum.inc(distribution.sum());
  }

  private String bound(int i) {
    return i < startups.bounds().size()
        ? startups.bounds().get(i).toString()
        : CohortMetric.UNBOUNDED;
  }
}
