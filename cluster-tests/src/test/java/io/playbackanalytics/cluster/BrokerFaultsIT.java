package io.playbackanalytics.cluster;

import io.playbackanalytics.kafka.KafkaTopics;
import io.playbackanalytics.process.Await;
import io.playbackanalytics.process.FlinkCluster;
import io.playbackanalytics.process.KafkaProcess;
import io.playbackanalytics.process.LiveEvents;
import io.playbackanalytics.process.Workplace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The broker is killed and comes back at once, is away for a minute, and gets more partitions,
 * while players play on. With {@code exactly-once}, readers of the results see every window as if
 * nothing had happened.
 */
class BrokerFaultsIT {

  private static final long SEED = 20261120;
  private static final int PARTITIONS = 4;
  private static final int MORE_PARTITIONS = 8;
  private static final int PARALLELISM = 4;
  private static final int EVENTS_PER_SECOND = 500;

  /** Far beyond the idle timeout of 5 s and the lateness of 30 s. */
  private static final Duration AWAY = Duration.ofSeconds(60);

  @Test
  void noWindowIsLostOrDifferent() throws Exception {
    Path folder = Workplace.of(BrokerFaultsIT.class);
    try (KafkaProcess kafka = KafkaProcess.start(folder);
        FlinkCluster flink = FlinkCluster.start(folder, 2, Map.of())) {
      KafkaTopics topics = new KafkaTopics(kafka.bootstrapServers(), "broker-faults", PARTITIONS);
      String job =
          flink.submit(
              PARALLELISM,
              Optional.empty(),
              List.of(topics.arguments("--sink.delivery", "exactly-once")));
      flink.rest().awaitRunning(job, PARALLELISM);
      try (LiveEvents players = LiveEvents.start(topics, PARTITIONS, EVENTS_PER_SECOND, SEED)) {
        Results results = new Results(topics);
        results.awaitNewWindows();

        kafka.kill();
        kafka.restart();
        results.awaitNewWindows();

        kafka.kill();
        Await.until("the broker has been away", Instant.now().plus(AWAY));
        kafka.restart();
        results.awaitNewWindows();

        topics.growEvents(MORE_PARTITIONS);
        players.spreadOver(MORE_PARTITIONS);
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
