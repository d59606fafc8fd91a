package io.playbackanalytics.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.playbackanalytics.project.ProjectFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.DelegatingConfiguration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.TraceOptions;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.otel.OpenTelemetryReporterOptions;
import org.apache.flink.metrics.prometheus.PrometheusPushGatewayReporterOptions;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.runtime.metrics.AbstractReporterSetup;
import org.apache.flink.runtime.metrics.ReporterSetupBuilder;
import org.apache.flink.runtime.metrics.filter.DefaultReporterFilters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code flink-conf/config.yaml} says to Flink what it says to its readers. */
class FlinkConfigTest {

  private static final Pattern REPORTER =
      Pattern.compile("(metrics|traces)\\.reporter\\.(\\w+)\\.");

  /** The one parameter of a reporter that no option describes. */
  private static final String PROMETHEUS_PORT = "metrics.reporter.prom.port";

  private static Configuration configuration() {
    return GlobalConfiguration.loadConfiguration(ProjectFiles.file("flink-conf").toString());
  }

  private static Stream<String> keys() {
    return configuration().keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("keys")
  void everyKeyIsAnOptionOfFlinkThatIsNotDeprecatedAndTakesItsValue(String key) {
    if (key.equals(PROMETHEUS_PORT)) {
      return;
    }
    Matcher reporter = REPORTER.matcher(key);
    boolean ofReporter = reporter.lookingAt();
    String prefix = ofReporter ? reporter.group() : "";
    FlinkOptions options =
        ofReporter
            ? optionsOfReporter(reporter.group(1), reporter.group(2))
            : FlinkOptions.ofCluster();

    ConfigOption<?> option = options.find(key.substring(prefix.length())).orElse(null);

    assertThat(option).as("the option for %s", key).isNotNull();
    Configuration values = new DelegatingConfiguration(configuration(), prefix);
    assertThatCode(() -> assertThat(values.<Object>get(untyped(option))).isNotNull())
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "state.backend",
        "state.checkpoints.dir",
        "restart-strategy",
        "jobmanager.adaptive-scheduler.resource-wait-timeout",
        "factory.class"
      })
  void aKeyOfEarlierReleasesIsNoOption(String key) {
    assertThat(FlinkOptions.ofCluster().find(key)).isEmpty();
  }

  private static FlinkOptions optionsOfReporter(String kind, String name) {
    if (kind.equals("traces")) {
      return FlinkOptions.ofTraceReporter(OpenTelemetryReporterOptions.class);
    }
    // The Prometheus reporter shares its options with the one for the push gateway.
    return FlinkOptions.ofMetricReporter(
        name.equals("prom")
            ? PrometheusPushGatewayReporterOptions.class
            : OpenTelemetryReporterOptions.class);
  }

  @SuppressWarnings("unchecked")
  private static ConfigOption<Object> untyped(ConfigOption<?> option) {
    return (ConfigOption<Object>) option;
  }

  @Test
  void onlyThePrometheusReporterIsStarted() {
    assertThat(metricReporters(configuration())).containsExactly("PrometheusReporter");
    assertThat(traceReporters(configuration())).isEmpty();
  }

  @Test
  void openTelemetryIsTurnedOnByItsName() {
    Configuration configuration = configuration();
    configuration.set(MetricOptions.REPORTERS_LIST, "prom,otel");
    configuration.set(TraceOptions.TRACE_REPORTERS_LIST, "otel");

    assertThat(metricReporters(configuration))
        .containsExactlyInAnyOrder("PrometheusReporter", "OpenTelemetryMetricReporter");
    assertThat(traceReporters(configuration)).containsExactly("OpenTelemetryTraceReporter");
  }

  private static List<String> metricReporters(Configuration configuration) {
    // Any free port: a test must not depend on what else runs on the machine.
    configuration.setString(PROMETHEUS_PORT, "0");
    List<String> names = new ArrayList<>();
    for (AbstractReporterSetup<MetricReporter, Metric> setup :
        ReporterSetupBuilder.METRIC_SETUP_BUILDER.fromConfiguration(
            configuration, DefaultReporterFilters::metricsFromConfiguration, null)) {
      names.add(setup.getReporter().getClass().getSimpleName());
      setup.getReporter().close();
    }
    return names;
  }

  private static List<String> traceReporters(Configuration configuration) {
    return ReporterSetupBuilder.TRACE_SETUP_BUILDER
        .fromConfiguration(configuration, DefaultReporterFilters::tracesFromConfiguration, null)
        .stream()
        .map(
            setup -> {
              setup.getReporter().close();
              return setup.getReporter().getClass().getSimpleName();
            })
        .toList();
  }

  /** What the start scripts compute from the two sizes. */
  @Test
  void theMemoryOfBothProcessesAddsUp() {
    assertThatCode(() -> JobManagerProcessUtils.processSpecFromConfig(configuration()))
        .doesNotThrowAnyException();
    TaskExecutorProcessSpec taskManager =
        TaskExecutorProcessUtils.processSpecFromConfig(configuration());
    assertThat(taskManager.getTaskHeapSize().getMebiBytes()).isGreaterThan(1024);
    assertThat(taskManager.getManagedMemorySize().getMebiBytes()).isZero();
  }

  @Test
  void twoTaskManagersHaveTheSlotsForTheParallelism() {
    assertThat(2 * configuration().get(TaskManagerOptions.NUM_TASK_SLOTS))
        .isEqualTo(configuration().get(CoreOptions.DEFAULT_PARALLELISM));
  }

  @Test
  void theJvmFlagsAreThoseThatTheTestsRunWith() {
    Matcher flags =
        Pattern.compile("<flink.add-opens>(.*)</flink.add-opens>")
            .matcher(ProjectFiles.text("pom.xml"));
    assertThat(flags.find()).isTrue();
    assertThat(configuration().get(CoreOptions.FLINK_JVM_OPTIONS)).isEqualTo(flags.group(1));
  }
}
