package io.playbackanalytics.metric.flink;

import io.playbackanalytics.measure.total.Details;
import io.playbackanalytics.measure.total.Measure;
import io.playbackanalytics.metric.CohortMetric;
import org.apache.flink.metrics.Counter;
import org.jspecify.annotations.Nullable;

/** What plays add to a measure of one number. */
final class PlayCounter implements DetailCounters {

  private final Measure measure;
  private final CohortSeries series;
  private final int cell;
  private @Nullable Counter counter;

  PlayCounter(Measure measure, CohortSeries series) {
    this.measure = measure;
    this.series = series;
    cell = Details.cell(measure.number(), 0);
  }

  @Override
  public void add(Details details) {
    long amount = details.count(cell);
    if (amount != 0) {
      counter = counter == null ? series.counter(CohortMetric.total(measure)) : counter;
      counter.inc(amount);
    }
  }
}
