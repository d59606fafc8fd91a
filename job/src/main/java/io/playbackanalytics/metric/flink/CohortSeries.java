package io.playbackanalytics.metric.flink;

import io.playbackanalytics.event.Cohort;
import io.playbackanalytics.event.Dimension;
import io.playbackanalytics.metric.MetricCatalog;
import io.playbackanalytics.metric.push.Pusher;
import io.playbackanalytics.metric.push.Series;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;

/** The metrics of one cohort in one subtask, with its dimensions as labels. */
public final class CohortSeries {

  private final Cohort cohort;
  private final CohortGroups groups;
  private final Optional<Pusher> pusher;
  private final SortedMap<String, String> labels;
  private final Supplier<SeriesCounter> newCounter;
  private final Map<MetricCatalog, Metric> metrics = new EnumMap<>(MetricCatalog.class);

  CohortSeries(
      Cohort cohort,
      CohortGroups groups,
      Optional<Pusher> pusher,
      SortedMap<String, String> operatorLabels,
      Supplier<SeriesCounter> newCounter) {
    this.newCounter = newCounter;
    this.cohort = cohort;
    this.groups = groups;
    this.pusher = pusher;
    this.labels = new TreeMap<>(operatorLabels);
    List<Dimension> dimensions = cohort.definition().dimensions();
    for (int i = 0; i < dimensions.size(); i++) {
      labels.put(dimensions.get(i).label(), cohort.values().get(i));
    }
    groups.open(this);
  }

  public Counter counter(MetricCatalog metric) {
    SeriesCounter counter = newCounter.get();
    add(metric, counter, counter::counted);
    return counter;
  }

  public void gauge(MetricCatalog metric, Gauge<Double> gauge) {
    add(metric, gauge, gauge::getValue);
  }

  /**
   * Unregisters the cohort's metrics, unless cohorts whose dimensions begin with all of this one's
   * are still there.
   *
   * @return whether the metrics are gone
   */
  public boolean close() {
    boolean closed = groups.close(this);
    if (closed) {
      pusher.ifPresent(p -> metrics.keySet().forEach(metric -> p.remove(series(metric))));
    }
    return closed;
  }

  Cohort cohort() {
    return cohort;
  }

  Map<MetricCatalog, Metric> metrics() {
    return metrics;
  }

  private void add(MetricCatalog metric, Metric value, DoubleSupplier number) {
    metrics.put(metric, value);
    groups.register(this, metric, value);
    pusher.ifPresent(p -> p.add(series(metric), number));
  }

  private Series series(MetricCatalog metric) {
    return new Series(metric.exportedName(cohort.definition()), labels);
  }
}
