package io.playbackanalytics.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.playbackanalytics.kafka.KafkaTopics;
import io.playbackanalytics.process.FlinkCluster;
import io.playbackanalytics.process.KafkaProcess;
import io.playbackanalytics.process.LiveEvents;
import io.playbackanalytics.process.Workplace;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Results do not depend on whether anybody can see the metrics. */
class MetricsFaultsIT {

  private static final long SEED = 20261129;
  private static final int PARTITIONS = 2;
  private static final int PARALLELISM = 2;
  private static final int EVENTS_PER_SECOND = 200;

  @ParameterizedTest
  @ValueSource(strings = {"prom", "nobody"})
  void resultsComeWithoutMetrics(String reporter) throws Exception {
    Path folder = Workplace.of(MetricsFaultsIT.class);
    try (ServerSocket taken = new ServerSocket(0);
        KafkaProcess kafka = KafkaProcess.start(folder);
        FlinkCluster flink =
            FlinkCluster.start(
                folder,
                1,
                Map.of(
                    "metrics.reporters",
                    reporter,
                    "metrics.reporter.prom.port",
                    Integer.toString(taken.getLocalPort())))) {
      KafkaTopics topics = new KafkaTopics(kafka.bootstrapServers(), "metrics", PARTITIONS);
      Results results = new Results(topics);
      String job = flink.submit(PARALLELISM, Optional.empty(), List.of(topics.arguments()));
      flink.rest().awaitRunning(job, PARALLELISM);
      try (LiveEvents players = LiveEvents.start(topics, PARTITIONS, EVENTS_PER_SECOND, SEED)) {
        results.awaitNewWindows();
        players.stop();
        topics.awaitAllRead();
        flink.rest().drain(job);
        results.assertCounting(players.oracle());
      }
      assertThat(flink.log().anyMatch(line -> line.contains("Could not start PrometheusReporter")))
          .isEqualTo(reporter.equals("prom"));
    }
  }
}
