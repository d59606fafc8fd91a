package io.playbackanalytics.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.playbackanalytics.event.Cohort;
import io.playbackanalytics.event.CohortDefinition;
import io.playbackanalytics.event.Reason;
import io.playbackanalytics.kafka.EventWriter;
import io.playbackanalytics.kafka.KafkaTopics;
import io.playbackanalytics.measure.total.Measure;
import io.playbackanalytics.metric.CohortMetric;
import io.playbackanalytics.metric.MetricCatalog;
import io.playbackanalytics.oracle.PublishedQuality;
import io.playbackanalytics.process.Await;
import io.playbackanalytics.process.LiveEvents;
import io.playbackanalytics.process.LiveObjects;
import io.playbackanalytics.process.Stack;
import io.playbackanalytics.process.Workplace;
import io.playbackanalytics.settings.JobSettings;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/**
 * A client that makes up an app id for every event, 100,000 of them, beside players that play on:
 * neither what Prometheus scrapes nor the heap grows with the ids, and nothing is left uncounted.
 */
class FloodIT {

  private static final long SEED = 20260404;
  private static final int PARTITIONS = 4;
  private static final int IDS = 100_000;
  private static final int MOST_COHORTS = 300;
  private static final int SUBTASKS = 4;
  private static final Set<String> PLAYERS_APPS =
      IntStream.range(0, 20).mapToObj(i -> "app-" + i).collect(Collectors.toSet());

  private static final String APP_EVENTS =
      CohortMetric.total(Measure.EVENTS).exportedName(CohortDefinition.parse("app"));

  @Test
  void neitherTheScrapeNorTheHeapGrows() throws Exception {
    try (Stack stack = Stack.start(Workplace.of(FloodIT.class), Map.of())) {
      KafkaTopics topics = new KafkaTopics(stack.kafka().bootstrapServers(), "flood", PARTITIONS);
      String job =
          stack.submit(
              Optional.empty(),
              topics.arguments(
                  "--metrics.max-cohorts",
                  Integer.toString(MOST_COHORTS),
                  "--cohorts.max",
                  Integer.toString(IDS * 2),
                  "--metrics.idle-timeout",
                  "40 s"));
      try (LiveEvents players = LiveEvents.start(topics, PARTITIONS, 200, SEED)) {
        Await.until(
            "all apps of players have series",
            () -> stack.prometheus().query(APP_EVENTS).size() == PLAYERS_APPS.size());

        flood(topics, 0, IDS / 2);
        awaitEvents(stack, players, IDS / 2);
        assertThat(ownLines(stack)).isLessThanOrEqualTo(linesAtMost());
        flood(topics, IDS / 2, IDS);
        awaitEvents(stack, players, IDS);
        assertThat(ownLines(stack)).isLessThanOrEqualTo(linesAtMost());
        assertThat(stack.prometheus().query(APP_EVENTS).stream().map(s -> s.labels().get("app")))
            .containsAll(PLAYERS_APPS)
            .contains(Cohort.OTHER);
        Await.until(
            "the hidden cohorts are counted",
            () ->
                stack
                    .prometheus()
                    .query("sum(" + MetricCatalog.COHORTS_OTHER.exportedName() + ") > 1000"),
            sum -> !sum.isEmpty());

        Await.until(
            "only players' apps have series, and the rest",
            () ->
                stack.prometheus().query(APP_EVENTS).stream()
                    .map(s -> s.labels().get("app"))
                    .collect(Collectors.toSet()),
            apps -> apps.size() == PLAYERS_APPS.size() + 1);
        Await.until(
            "windows of the ids are forgotten",
            () -> objects(stack, "io.playbackanalytics.measure.window.CohortSlices"),
            slices -> slices < IDS / 10);
        assertThat(objects(stack, "io.playbackanalytics.metric.flink.CohortMetrics"))
            .isLessThanOrEqualTo((long) SUBTASKS * MOST_COHORTS);
        assertThat(
                objects(stack, "org.apache.flink.runtime.metrics.groups.GenericValueMetricGroup"))
            .isLessThanOrEqualTo((3L + groupsOfLabels()) * SUBTASKS * MOST_COHORTS);

        players.stop();
        stack.flink().rest().drain(job);
        Set<String> ids = new HashSet<>();
        List<ConsumerRecord<byte[], byte[]>> ofPlayers =
            topics.readAll(
                topics.quality(),
                record -> {
                  String cohort = new String(record.key(), StandardCharsets.UTF_8);
                  boolean isPlayers = cohort.startsWith("app=app-");
                  if (!isPlayers && !cohort.contains(",")) {
                    ids.add(cohort);
                  }
                  return isPlayers;
                });
        assertThat(PublishedQuality.of(ofPlayers).counting())
            .isEqualTo(players.oracle().expected());
        assertThat(ids).as("Kafka keeps the windows of all ids").hasSize(IDS);
      }
    }
  }

  /** A group for each bound of a cohort's distributions, and for each class of its errors. */
  private static long groupsOfLabels() {
    return CohortMetric.of(JobSettings.parse().measures()).stream()
        .filter(metric -> metric.label().isPresent())
        .mapToLong(CohortMetric::mostSeries)
        .sum();
  }

  private static void flood(KafkaTopics topics, int from, int to) {
    Random random = new Random(SEED);
    try (EventWriter writer = topics.writer()) {
      for (int i = from; i < to; i++) {
        String event =
            "{\"event_type\":\"HEARTBEAT\",\"app_id\":\"%08x-%d\",\"session_id\":\"s\",\"timestamp\":%d}"
                .formatted(random.nextInt(), i, System.currentTimeMillis());
        writer.write(i % PARTITIONS, null, event.getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  /** The series of all apps together have every event, players' and made-up ones. */
  private static void awaitEvents(Stack stack, LiveEvents players, int ids) {
    long atLeast = players.aggregated() + ids;
    Await.until(
        "all are counted",
        () -> stack.prometheus().query("sum(" + APP_EVENTS + ") >= " + atLeast),
        sum -> !sum.isEmpty());
  }

  /** The lines of ours on the TaskManagers' pages. */
  private static long ownLines(Stack stack) {
    return stack
        .flink()
        .metricsLines()
        .filter(line -> line.contains("_playback_") && !line.startsWith("#"))
        .count();
  }

  private static long linesAtMost() {
    int definitions = JobSettings.parse().cohorts().size();
    List<CohortMetric> metrics = CohortMetric.of(JobSettings.parse().measures());
    long ofCohort = metrics.stream().mapToLong(CohortMetric::mostSeries).sum();
    long countersOfCohort =
        metrics.stream()
            .filter(metric -> metric.kind() == MetricCatalog.Kind.COUNTER)
            .mapToLong(CohortMetric::mostSeries)
            .sum();
    // Slices and Second look: four, why records are late or rejected, and whose they are.
    long ofRecords = 4L + 3 + Reason.values().length + 2 * 101;
    // Windows and Other windows: one gauge and two counters; two gauges of series. Source: one
    // counter.
    long ofSubtask = 2 * 3 + 2 + 1 + 2 * ofRecords;
    return SUBTASKS * (MOST_COHORTS * ofCohort + definitions * countersOfCohort + ofSubtask);
  }

  private static long objects(Stack stack, String type) {
    return stack.flink().taskManagerPids().stream()
        .mapToLong(pid -> LiveObjects.count(pid, type))
        .sum();
  }
}
