package io.playbackanalytics.metric.flink;

import io.playbackanalytics.event.ErrorClass;
import io.playbackanalytics.measure.total.Details;
import io.playbackanalytics.measure.total.Measure;
import io.playbackanalytics.metric.CohortMetric;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;

/** Errors by their class. */
final class ErrorCounters implements DetailCounters {

  private final Measure measure;
  private final CohortSeries series;
  private final Map<ErrorClass, Counter> counters = new EnumMap<>(ErrorClass.class);

  ErrorCounters(Measure measure, CohortSeries series) {
    this.measure = measure;
    this.series = series;
  }

  @Override
  public void add(Details details) {
    for (ErrorClass errorClass : ErrorClass.values()) {
      long count = details.errors(measure.number(), errorClass);
      if (count > 0) {
        counters
            .computeIfAbsent(
                errorClass, c -> series.counter(CohortMetric.classes(measure), c.wire()))
            .inc(count);
      }
    }
  }
}
