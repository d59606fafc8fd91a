package io.playbackanalytics.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.playbackanalytics.event.CohortDefinition;
import io.playbackanalytics.kafka.KafkaTopics;
import io.playbackanalytics.measure.total.Measure;
import io.playbackanalytics.metric.CohortMetric;
import io.playbackanalytics.metric.MetricCatalog;
import io.playbackanalytics.process.Await;
import io.playbackanalytics.process.FlinkRest;
import io.playbackanalytics.process.LiveEvents;
import io.playbackanalytics.process.PrometheusProcess;
import io.playbackanalytics.process.Stack;
import io.playbackanalytics.process.TelemetrySink;
import io.playbackanalytics.process.Workplace;
import io.playbackanalytics.settings.JobSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What operators do to a running job: stop it with a savepoint and go on from there, and rescale
 * it. Players play on all the while; no window is lost, none is published twice, and no series
 * stays of what is no more.
 */
class OperatedClusterIT {

  private static final long SEED = 20260402;
  private static final int PARTITIONS = 4;
  private static final int EVENTS_PER_SECOND = 1000;
  private static final int FEWER = 2;
  private static final Duration A_WHILE = Duration.ofSeconds(15);

  private static final String OFFSETS =
      "sum(flink_taskmanager_job_task_operator_KafkaSourceReader_topic_partition_currentOffset)";
  private static final String EVERYTHING_OF_OURS = "{__name__=~\".*_playback_.*\",job=\"flink\"}";

  @Test
  void noWindowIsLostOrCountedTwice() throws Exception {
    try (TelemetrySink telemetry = TelemetrySink.start();
        Stack stack = Stack.start(Workplace.of(OperatedClusterIT.class), settings(telemetry))) {
      FlinkRest flink = stack.flink().rest();
      KafkaTopics topics =
          new KafkaTopics(stack.kafka().bootstrapServers(), "operated", PARTITIONS);
      String[] arguments = topics.arguments("--sink.delivery", "exactly-once");
      Results results = new Results(topics);
      String first = stack.submit(Optional.empty(), arguments);
      try (LiveEvents players = LiveEvents.start(topics, PARTITIONS, EVENTS_PER_SECOND, SEED)) {
        results.awaitNewWindows();
        awaitTelemetry(telemetry);

        String savepoint = flink.stopWithSavepoint(first);
        Await.until("players have played on", Instant.now().plus(A_WHILE));
        String second = stack.submit(Optional.of(savepoint), arguments);
        results.awaitNewWindows();

        flink.rescale(second, FEWER);
        flink.awaitRunning(second, FEWER);
        results.awaitNewWindows();

        players.stop();
        awaitAllRead(stack.prometheus(), players.sent());
        assertNoSeriesIsLeftBehind(stack.prometheus());
        assertSumsAreRight(stack.prometheus());
        flink.drain(second);
        results.assertEveryWindowOnce(players.oracle());
        results.assertNothingSetAside();
      }
    }
  }

  private static Map<String, String> settings(TelemetrySink telemetry) {
    Map<String, String> settings = new HashMap<>(telemetry.flinkSettings());
    // A minute as configured keeps a TaskManager that comes and goes from restarting jobs.
    settings.put("jobmanager.adaptive-scheduler.executing.cooldown-after-rescaling", "1 s");
    return settings;
  }

  /** The reporters that are prepared and off do their work when they are turned on. */
  private static void awaitTelemetry(TelemetrySink telemetry) {
    Await.until("a span of the start", () -> telemetry.hasSpan("JobInitialization"));
    Await.until("a span of a checkpoint", () -> telemetry.hasSpan("Checkpoint"));
    Await.until("metrics", () -> telemetry.hasMetric(MetricCatalog.RECORDS_READ.text()));
  }

  private static void awaitAllRead(PrometheusProcess prometheus, long sent) {
    // The offset of the last record of each partition is one less than how many it holds.
    Await.until(
        "all is read",
        () -> prometheus.query(OFFSETS),
        sum -> !sum.isEmpty() && sum.get(0).value() == sent - PARTITIONS);
    Await.until(
        "all is in slices that were handed on",
        () -> sum(prometheus, eventsOf("app")),
        events -> events == sum(prometheus, MetricCatalog.RECORDS_AGGREGATED.exportedName()));
  }

  private static void assertNoSeriesIsLeftBehind(PrometheusProcess prometheus) {
    List<PrometheusProcess.Sample> series = prometheus.query(EVERYTHING_OF_OURS);
    assertThat(
            series.stream().map(s -> s.labels().get("subtask_index")).collect(Collectors.toSet()))
        .isEqualTo(Set.of("0", "1"));
    assertThat(series.stream().map(s -> s.labels().get("job_id")).distinct()).hasSize(1);
    for (CohortDefinition definition : JobSettings.parse().cohorts()) {
      String labels = definition.toString();
      assertThat(prometheus.query("count by (" + labels + ") (" + eventsOf(labels) + ") != 1"))
          .as("cohorts in more than one place")
          .isEmpty();
    }
  }

  /** Every event that this attempt has aggregated is in one cohort of each definition. */
  private static void assertSumsAreRight(PrometheusProcess prometheus) {
    double aggregated = sum(prometheus, MetricCatalog.RECORDS_AGGREGATED.exportedName());
    assertThat(aggregated).isPositive();
    assertThat(sum(prometheus, MetricCatalog.RECORDS_READ.exportedName())).isEqualTo(aggregated);
    for (CohortDefinition definition : JobSettings.parse().cohorts()) {
      assertThat(sum(prometheus, eventsOf(definition.toString()))).isEqualTo(aggregated);
    }
  }

  private static String eventsOf(String definition) {
    return CohortMetric.total(Measure.EVENTS).exportedName(CohortDefinition.parse(definition));
  }

  private static double sum(PrometheusProcess prometheus, String metric) {
    return prometheus.query("sum(" + metric + ")").stream()
        .mapToDouble(PrometheusProcess.Sample::value)
        .findFirst()
        .orElse(Double.NaN);
  }
}
