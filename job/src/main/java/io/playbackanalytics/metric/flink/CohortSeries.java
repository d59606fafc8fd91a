package io.playbackanalytics.metric.flink;

import io.playbackanalytics.event.Cohort;
import io.playbackanalytics.event.Dimension;
import io.playbackanalytics.metric.CohortMetric;
import io.playbackanalytics.metric.push.Pusher;
import io.playbackanalytics.metric.push.Series;
import java.util.LinkedHashMap;
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
  private final Map<Slot, Metric> metrics = new LinkedHashMap<>();

  /**
   * A metric, or one of several that a label of their own tells apart.
   *
   * @param value of that label; empty without one
   */
  record Slot(CohortMetric metric, String value) {}

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

  /** A counter of a metric without a label of its own. */
  public Counter counter(CohortMetric metric) {
    return counter(metric, "");
  }

  /** The counter of a metric for one value of its own label. */
  public Counter counter(CohortMetric metric, String labelValue) {
    SeriesCounter counter = newCounter.get();
    add(new Slot(metric, labelValue), counter, counter::counted);
    return counter;
  }

  public void gauge(CohortMetric metric, Gauge<Double> gauge) {
    add(new Slot(metric, ""), gauge, gauge::getValue);
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
      pusher.ifPresent(p -> metrics.keySet().forEach(slot -> p.remove(series(slot))));
    }
    return closed;
  }

  Cohort cohort() {
    return cohort;
  }

  Map<Slot, Metric> metrics() {
    return metrics;
  }

  private void add(Slot slot, Metric value, DoubleSupplier number) {
    metrics.put(slot, value);
    groups.register(this, slot, value);
    pusher.ifPresent(p -> p.add(series(slot), number));
  }

  private Series series(Slot slot) {
    SortedMap<String, String> ofSlot = new TreeMap<>(labels);
    slot.metric().label().ifPresent(label -> ofSlot.put(label, slot.value()));
    return new Series(slot.metric().exportedName(cohort.definition()), ofSlot);
  }
}
