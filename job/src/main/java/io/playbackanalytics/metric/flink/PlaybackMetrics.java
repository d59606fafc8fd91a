package io.playbackanalytics.metric.flink;

import io.playbackanalytics.event.Cohort;
import io.playbackanalytics.metric.MetricCatalog;
import io.playbackanalytics.metric.MetricExport;
import io.playbackanalytics.metric.push.PushedMetrics;
import io.playbackanalytics.metric.push.Pusher;
import io.playbackanalytics.metric.push.Series;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * The metrics of one operator's subtask: the only place where any is registered, so that all are in
 * {@link MetricCatalog}. To be used on the task's thread.
 */
public final class PlaybackMetrics implements AutoCloseable {

  private final MetricGroup group;
  private final CohortGroups cohorts;
  private final Optional<Pusher> pusher;
  private final SortedMap<String, String> labels;
  private final Supplier<SeriesCounter> newCounter;

  private PlaybackMetrics(
      MetricGroup operator, Optional<Pusher> pusher, Supplier<SeriesCounter> newCounter) {
    this.newCounter = newCounter;
    this.group = operator.addGroup(MetricCatalog.GROUP);
    this.cohorts = new CohortGroups(group);
    this.pusher = pusher;
    this.labels = stableLabels(operator);
  }

  /** Metrics below the operator's own, pushed if {@code export} says so. */
  public static PlaybackMetrics open(MetricGroup operator, MetricExport export) {
    return open(operator, export, System::nanoTime);
  }

  static PlaybackMetrics open(MetricGroup operator, MetricExport export, LongSupplier nanoTime) {
    return new PlaybackMetrics(
        operator,
        export instanceof MetricExport.Pushed pushed
            ? Optional.of(new Pusher(pushed.target(), instance(operator)))
            : Optional.empty(),
        () -> new SeriesCounter(export.firstScrape(), nanoTime));
  }

  /** The operator's name, as it is in the label {@code operator_name}. */
  public String operatorName() {
    return labels.get("operator_name");
  }

  public Counter counter(MetricCatalog metric) {
    SeriesCounter counter = group.counter(metric.text(), newCounter.get());
    pusher.ifPresent(p -> p.add(series(metric), counter::counted));
    return counter;
  }

  /**
   * A counter of a metric with one label of its own. It stays until the task ends: for few values.
   */
  public Counter counter(MetricCatalog metric, String labelValue) {
    String label = metric.labels().label();
    SeriesCounter counter =
        group.addGroup(label, labelValue).counter(metric.text(), newCounter.get());
    SortedMap<String, String> withLabel = new TreeMap<>(labels);
    withLabel.put(label, labelValue);
    pusher.ifPresent(p -> p.add(new Series(metric.exportedName(), withLabel), counter::counted));
    return counter;
  }

  public void gauge(MetricCatalog metric, Gauge<Double> gauge) {
    group.gauge(metric.text(), gauge);
    pusher.ifPresent(p -> p.add(series(metric), gauge::getValue));
  }

  /** A place for the cohort's metrics, to be closed when it has been idle for long. */
  public CohortSeries cohort(Cohort cohort) {
    return new CohortSeries(cohort, cohorts, pusher, labels, newCounter);
  }

  /** Stops pushing. Flink unregisters by itself what is left when the task ends. */
  @Override
  public void close() {
    pusher.ifPresent(Pusher::close);
  }

  private Series series(MetricCatalog metric) {
    return new Series(metric.exportedName(), labels);
  }

  /** Flink's labels that are the same in every attempt. */
  private static SortedMap<String, String> stableLabels(MetricGroup operator) {
    SortedMap<String, String> stable = new TreeMap<>();
    Map<String, String> all = operator.getAllVariables();
    for (String label : new String[] {"job_name", "operator_name", "subtask_index"}) {
      stable.put(label, all.getOrDefault("<" + label + ">", ""));
    }
    return stable;
  }

  private static String instance(MetricGroup operator) {
    SortedMap<String, String> labels = stableLabels(operator);
    return PushedMetrics.instance(
        labels.get("operator_name"), Integer.parseInt(labels.get("subtask_index")));
  }
}
