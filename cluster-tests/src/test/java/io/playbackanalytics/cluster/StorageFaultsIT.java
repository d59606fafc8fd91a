package io.playbackanalytics.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.playbackanalytics.kafka.KafkaTopics;
import io.playbackanalytics.process.Await;
import io.playbackanalytics.process.FlinkCluster;
import io.playbackanalytics.process.FlinkRest;
import io.playbackanalytics.process.Http;
import io.playbackanalytics.process.KafkaProcess;
import io.playbackanalytics.process.LiveEvents;
import io.playbackanalytics.process.Workplace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The place where checkpoints go can no longer be written to: results go on, checkpoints fail for
 * everybody to see, and complete again once it can.
 */
class StorageFaultsIT {

  private static final long SEED = 20261126;
  private static final int PARTITIONS = 2;
  private static final int PARALLELISM = 2;
  private static final int EVENTS_PER_SECOND = 500;
  private static final int FAILURES = 3;

  /** Often, so that several fail within seconds. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "execution.checkpointing.interval", "2 s",
          "execution.checkpointing.min-pause", "0 s",
          "web.refresh-interval", "100 ms");

  @Test
  void resultsGoOnWithoutCheckpoints() throws Exception {
    Path folder = Workplace.of(StorageFaultsIT.class);
    try (KafkaProcess kafka = KafkaProcess.start(folder);
        FlinkCluster cluster = FlinkCluster.start(folder, 1, SETTINGS)) {
      FlinkRest flink = cluster.rest();
      KafkaTopics topics = new KafkaTopics(kafka.bootstrapServers(), "storage", PARTITIONS);
      Results results = new Results(topics);
      String job = cluster.submit(PARALLELISM, Optional.empty(), List.of(topics.arguments()));
      flink.awaitRunning(job, PARALLELISM);
      try (LiveEvents players = LiveEvents.start(topics, PARTITIONS, EVENTS_PER_SECOND, SEED)) {
        Await.until("a checkpoint completes", () -> flink.checkpoints(job, "completed") > 0);

        Path checkpoints = folder.resolve("checkpoints").resolve(job);
        Path aside = folder.resolve("aside");
        Files.move(checkpoints, aside);
        // Nobody, not even root, can make a folder in a file.
        Files.createFile(checkpoints);
        Await.until("checkpoints fail", () -> flink.checkpoints(job, "failed") >= FAILURES);
        results.awaitNewWindows();
        assertThat(flink.restarts(job)).isZero();
        assertThat(Http.get("http://" + cluster.metricsAddresses().get(0) + "/metrics"))
            .containsPattern("flink_jobmanager_job_numberOfFailedCheckpoints\\{.*} [3-9]\\.0");

        Files.delete(checkpoints);
        Files.move(aside, checkpoints);
        long completed = flink.checkpoints(job, "completed");
        Await.until(
            "checkpoints complete again", () -> flink.checkpoints(job, "completed") > completed);

        players.stop();
        topics.awaitAllRead();
        flink.drain(job);
        results.assertCounting(players.oracle());
        results.assertNothingSetAside();
      }
    }
  }
}
