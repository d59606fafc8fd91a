package io.playbackanalytics.metric.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;
import org.apache.flink.runtime.metrics.groups.GenericMetricGroup;
import org.apache.flink.runtime.metrics.util.TestingMetricRegistry;

/** Flink's own metric groups, and what a reporter hears of them: names, labels and values. */
public final class ReportedMetrics {

  private final Map<Series, Metric> metrics = new HashMap<>();

  /** A metric as Prometheus tells it from others. */
  public record Series(String name, Map<String, String> labels) {}

  /** The group of an operator, called {@code operator}. */
  public MetricGroup operator() {
    return new GenericMetricGroup(
        TestingMetricRegistry.builder()
            .setRegisterConsumer(this::register)
            .setUnregisterConsumer(this::unregister)
            .build(),
        null,
        "operator");
  }

  /** Every series that is reported. */
  public Set<Series> series() {
    return metrics.keySet();
  }

  public long counter(String name, Map<String, String> labels) {
    return ((Counter) metric(name, labels)).getCount();
  }

  /** What a gauge shows now. */
  public double gauge(String name, Map<String, String> labels) {
    Object value = ((Gauge<?>) metric(name, labels)).getValue();
    assertThat(value).as("Flink reports anything but a number as 0").isInstanceOf(Double.class);
    return (Double) value;
  }

  private Metric metric(String name, Map<String, String> labels) {
    assertThat(metrics).containsKey(new Series(name, labels));
    return metrics.get(new Series(name, labels));
  }

  private void register(Metric metric, String name, AbstractMetricGroup<?> group) {
    assertThat(metrics.put(key(name, group), metric)).isNull();
  }

  private void unregister(Metric metric, String name, AbstractMetricGroup<?> group) {
    assertThat(metrics.remove(key(name, group))).isSameAs(metric);
  }

  private static Series key(String name, AbstractMetricGroup<?> group) {
    String scope = group.getLogicalScope(characters -> characters, '_');
    Map<String, String> labels = new TreeMap<>();
    group
        .getAllVariables()
        .forEach((key, value) -> labels.put(key.substring(1, key.length() - 1), value));
    return new Series(scope + "_" + name, labels);
  }
}
