package io.playbackanalytics.cluster;

import io.playbackanalytics.kafka.KafkaTopics;
import io.playbackanalytics.process.Await;
import io.playbackanalytics.process.CuttableNetwork;
import io.playbackanalytics.process.FlinkCluster;
import io.playbackanalytics.process.KafkaProcess;
import io.playbackanalytics.process.LiveEvents;
import io.playbackanalytics.process.Workplace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * One of two TaskManagers cannot reach the broker, the other one can. What it would have read must
 * not be late when it can again: so windows wait for it, and are the same as without the cut.
 */
class NetworkFaultsIT {

  private static final long SEED = 20261127;
  private static final int PARTITIONS = 4;
  private static final int PARALLELISM = 4;
  private static final int EVENTS_PER_SECOND = 500;

  /** Beyond the idle timeout of 5 s and the lateness of 30 s together. */
  private static final Duration CUT = Duration.ofSeconds(45);

  @Test
  void windowsWaitForWhoIsCutOff() throws Exception {
    Path folder = Workplace.of(NetworkFaultsIT.class);
    try (CuttableNetwork network = CuttableNetwork.start();
        KafkaProcess kafka = KafkaProcess.start(folder, network);
        FlinkCluster flink = FlinkCluster.start(folder, 2, Map.of())) {
      KafkaTopics topics = new KafkaTopics(kafka.bootstrapServers(), "network", PARTITIONS);
      Results results = new Results(topics);
      List<String> arguments =
          new ArrayList<>(List.of(topics.arguments("--sink.delivery", "exactly-once")));
      // The last one counts: by the way that can be cut.
      arguments.addAll(List.of("--kafka.bootstrap-servers", network.bootstrapServers()));
      String job = flink.submit(PARALLELISM, Optional.empty(), arguments);
      flink.rest().awaitRunning(job, PARALLELISM);
      try (LiveEvents players = LiveEvents.start(topics, PARTITIONS, EVENTS_PER_SECOND, SEED)) {
        results.awaitNewWindows();

        network.cut(flink.taskManagerPids().get(0));
        Await.until("it has been cut off", Instant.now().plus(CUT));
        network.heal();
        results.awaitNewWindows();

        players.stop();
        topics.awaitAllRead();
        flink.rest().drain(job);
        results.assertEveryWindowOnce(players.oracle());
        results.assertNothingSetAside();
      }
    }
  }
}
