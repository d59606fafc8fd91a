package io.playbackanalytics.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.playbackanalytics.event.CohortDefinition;
import io.playbackanalytics.kafka.EventWriter;
import io.playbackanalytics.kafka.KafkaTopics;
import io.playbackanalytics.measure.total.Measure;
import io.playbackanalytics.metric.CohortMetric;
import io.playbackanalytics.oracle.BruteForce;
import io.playbackanalytics.oracle.PublishedQuality;
import io.playbackanalytics.oracle.RandomEvents;
import io.playbackanalytics.process.Await;
import io.playbackanalytics.process.FlinkCluster;
import io.playbackanalytics.process.FreePorts;
import io.playbackanalytics.process.KafkaProcess;
import io.playbackanalytics.process.PrometheusProcess;
import io.playbackanalytics.process.PushgatewayProcess;
import io.playbackanalytics.process.Workplace;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * A run that ends, with a real Pushgateway that is away when it starts, and a TaskManager that is
 * killed in the middle of it.
 */
class BackfillIT {

  private static final long SEED = 20260403;
  private static final int PARTITIONS = 4;
  private static final int PARALLELISM = 2;
  private static final int EVENTS = 100_000;
  private static final long START = 1_767_225_600_000L;

  /** Of each of the two consumers: at this rate, which ends with the kill, minutes. */
  private static final int BYTES_PER_SECOND = 100_000;

  private static final String RUN = "backfill-test";
  private static final Pattern INSTANCE = Pattern.compile("instance=\"([^\"]+)\"");
  private static final String APP_EVENTS =
      CohortMetric.total(Measure.EVENTS).exportedName(CohortDefinition.parse("app"));

  /** One for each operator that has metrics to push, and each of its subtasks. */
  private static final Set<String> INSTANCES =
      Set.of(
          "slices-0",
          "slices-1",
          "second-look-0",
          "second-look-1",
          "plays-0",
          "plays-1",
          "windows-0",
          "windows-1",
          "other-windows-0",
          "other-windows-1");

  private final Path folder = Workplace.of(BackfillIT.class);
  private final BruteForce oracle = new BruteForce();

  @Test
  void lastValuesAreThereWhileItRunsAndNothingAfterwards() throws Exception {
    int gatewayPort = FreePorts.one();
    try (KafkaProcess kafka = KafkaProcess.start(folder);
        FlinkCluster flink = FlinkCluster.start(folder, 2, Map.of());
        PrometheusProcess prometheus =
            PrometheusProcess.start(folder, addresses(flink, gatewayPort))) {
      KafkaTopics topics = new KafkaTopics(kafka.bootstrapServers(), "backfill", PARTITIONS);
      fill(topics);
      kafka.limitConsumers(BYTES_PER_SECOND);
      String job =
          flink.submit(
              PARALLELISM,
              Optional.empty(),
              List.of(
                  topics.arguments(
                      "--events.bounded",
                      "true",
                      // Small pieces, so that the quota makes it slow and not just late.
                      "--kafka.properties.max.partition.fetch.bytes",
                      "32768",
                      "--kafka.properties.fetch.max.bytes",
                      "65536",
                      "--metrics.push-url",
                      "http://127.0.0.1:" + gatewayPort,
                      "--metrics.push-job",
                      RUN,
                      "--metrics.push-interval",
                      "500 ms")));
      flink.rest().awaitRunning(job, PARALLELISM);
      Await.until(
          "a push has failed",
          () -> flink.log().anyMatch(line -> line.contains("Cannot push metrics")));

      try (PushgatewayProcess gateway = PushgatewayProcess.start(folder, gatewayPort)) {
        double before = Await.until("values come", () -> events(gateway), value -> value > 0);
        Await.until("they follow", () -> events(gateway), value -> value > before);
        Await.until("those of every subtask", () -> instances(gateway), INSTANCES::equals);
        Await.until(
            "Prometheus has them under the run's name",
            () -> prometheus.query(APP_EVENTS + "{job=\"" + RUN + "\"}"),
            samples -> samples.size() == 20);

        double kill = System.currentTimeMillis() / 1000.0;
        flink.killBusyTaskManager();
        Await.until(
            "it goes on elsewhere", () -> flink.rest().restarts(job), restarts -> restarts >= 1);
        flink.rest().awaitRunning(job, PARALLELISM);
        Await.until(
            "values come again from every subtask",
            () -> pushTimes(gateway),
            times ->
                times.size() == INSTANCES.size()
                    && times.stream().allMatch(time -> time > kill + 1));
        assertThat(instances(gateway)).as("under the same names").isEqualTo(INSTANCES);
        assertThat(flink.rest().state(job)).isEqualTo("RUNNING");
        kafka.limitConsumers(Integer.MAX_VALUE);
        flink.rest().awaitState(job, "FINISHED");

        Await.until(
            "nothing is left",
            gateway::page,
            page -> page.stream().noneMatch(line -> line.contains(RUN)));
        Await.until(
            "Prometheus has nothing more",
            () -> prometheus.query("{job=\"" + RUN + "\"}"),
            List::isEmpty);
        assertThat(oracle.wrong(PublishedQuality.of(topics.readAll(topics.quality())).counting()))
            .isEmpty();
      }
    }
  }

  private void fill(KafkaTopics topics) {
    RandomEvents events = new RandomEvents(SEED);
    try (EventWriter writer = topics.writer()) {
      for (int i = 0; i < EVENTS; i++) {
        byte[] event = events.event(START + i);
        oracle.add(event);
        writer.write(i % PARTITIONS, START + i, null, event);
      }
    }
  }

  private static Map<String, String> addresses(FlinkCluster flink, int gatewayPort) {
    Map<String, String> addresses = new HashMap<>(flink.composeAddresses());
    addresses.put("pushgateway:9091", "127.0.0.1:" + gatewayPort);
    return addresses;
  }

  /** The events of all apps on the gateway's page. */
  private static double events(PushgatewayProcess gateway) {
    return gateway.page().stream()
        .filter(line -> line.startsWith(APP_EVENTS + "{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  /** When each instance has pushed, in seconds since the epoch. */
  private static List<Double> pushTimes(PushgatewayProcess gateway) {
    return gateway.page().stream()
        .filter(line -> line.startsWith("push_time_seconds{") && line.contains(RUN))
        .map(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .toList();
  }

  private static Set<String> instances(PushgatewayProcess gateway) {
    Set<String> instances = new TreeSet<>();
    for (String line : gateway.page()) {
      Matcher instance = INSTANCE.matcher(line);
      if (line.contains("job=\"" + RUN + "\"") && instance.find()) {
        instances.add(instance.group(1));
      }
    }
    return instances;
  }
}
