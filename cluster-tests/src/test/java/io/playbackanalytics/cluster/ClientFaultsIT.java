package io.playbackanalytics.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.playbackanalytics.kafka.EventWriter;
import io.playbackanalytics.kafka.Headers;
import io.playbackanalytics.kafka.KafkaTopics;
import io.playbackanalytics.oracle.RandomEvents;
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
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Clients that send nothing but garbage, whose clocks are hours ahead or behind, and ten times as
 * many as usual, to a job with little memory: the windows of all others stay what they are, and
 * every record that is in none of them is on a topic that says why.
 */
class ClientFaultsIT {

  private static final long SEED = 20261130;
  private static final int PARTITIONS = 4;
  private static final int PARALLELISM = 2;
  private static final int EVENTS_PER_SECOND = 300;
  private static final int TIMES = 10;
  private static final Duration BURST = Duration.ofSeconds(30);

  private static final int GARBAGE = 50_000;
  private static final int AHEAD = 5000;
  private static final int BEHIND = 5000;
  private static final long HOURS = Duration.ofHours(3).toMillis();
  private static final long MINUTES = Duration.ofMinutes(5).toMillis();

  /** About 200 MB of heap for tasks. */
  private static final Map<String, String> SMALL = Map.of("taskmanager.memory.process.size", "1 g");

  private final RandomEvents strangers = new RandomEvents(SEED + 1);

  @Test
  void theWindowsOfAllOthersStayRight() throws Exception {
    Path folder = Workplace.of(ClientFaultsIT.class);
    try (KafkaProcess kafka = KafkaProcess.start(folder);
        FlinkCluster flink = FlinkCluster.start(folder, 1, SMALL)) {
      KafkaTopics topics = new KafkaTopics(kafka.bootstrapServers(), "clients", PARTITIONS);
      Results results = new Results(topics);
      String job = flink.submit(PARALLELISM, Optional.empty(), List.of(topics.arguments()));
      flink.rest().awaitRunning(job, PARALLELISM);
      try (LiveEvents players = LiveEvents.start(topics, PARTITIONS, EVENTS_PER_SECOND, SEED)) {
        results.awaitNewWindows();
        misbehave(topics);
        players.rate(TIMES * EVENTS_PER_SECOND);
        Await.until("the burst is over", Instant.now().plus(BURST));
        players.rate(EVENTS_PER_SECOND);
        results.awaitNewWindows();
        players.stop();
        topics.awaitAllRead();
        assertThat(flink.rest().restarts(job)).isZero();
        flink.rest().drain(job);
        results.assertCounting(players.oracle());
      }
      assertThat(topics.readAll(topics.late())).hasSize(2 * BEHIND);
      Map<String, Long> reasons =
          topics.readAll(topics.rejected()).stream()
              .collect(
                  Collectors.groupingBy(
                      record -> Headers.of(record).get("reason"), Collectors.counting()));
      assertThat(reasons.values().stream().mapToLong(count -> count).sum())
          .isEqualTo(GARBAGE + AHEAD);
      assertThat(reasons.get("future_timestamp")).isGreaterThanOrEqualTo(AHEAD);
    }
  }

  private void misbehave(KafkaTopics topics) {
    try (EventWriter writer = topics.writer()) {
      long now = System.currentTimeMillis();
      for (int i = 0; i < GARBAGE; i++) {
        writer.write(i % PARTITIONS, null, strangers.malformed(now).bytes());
      }
      for (int i = 0; i < AHEAD; i++) {
        writer.write(i % PARTITIONS, null, strangers.event(now + HOURS));
      }
      for (int i = 0; i < BEHIND; i++) {
        writer.write(i % PARTITIONS, null, strangers.event(now - HOURS));
        writer.write(i % PARTITIONS, null, strangers.event(now - MINUTES));
      }
    }
  }
}
