package io.playbackanalytics.sandbox.cluster;

import java.util.Arrays;
import java.util.Properties;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.prometheus.PrometheusReporterFactory;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/**
 * Flink's Prometheus reporter, except that the metrics of this project stay on the page when the
 * task ends that has them, with the values that they had then: who looks at a replay that is over
 * should find them. The metrics of Flink itself end as they always do.
 */
public final class LastingMetrics implements MetricReporterFactory {

  /** The group that the job's own metrics are in. */
  private static final String OURS = "playback";

  @Override
  public MetricReporter createMetricReporter(Properties properties) {
    return new Reporter(new PrometheusReporterFactory().createMetricReporter(properties));
  }

  private record Reporter(MetricReporter prometheus) implements MetricReporter {

    @Override
    public void open(MetricConfig config) {
      prometheus.open(config);
    }

    @Override
    public void close() {
      prometheus.close();
    }

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
      prometheus.notifyOfAddedMetric(metric, name, group);
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
      if (!Arrays.asList(group.getScopeComponents()).contains(OURS)) {
        prometheus.notifyOfRemovedMetric(metric, name, group);
      }
    }
  }
}
