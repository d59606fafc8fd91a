package io.playbackanalytics.cluster;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * TaskManagers are killed over and over, in the middle of windows, of checkpoints and of Kafka's
 * transactions, and then the JobManager with all that it knows, while players play on. With {@code
 * exactly-once}, readers of the results see every window as if nothing had happened.
 */
class FlinkFaultsIT {

  private static final long SEED = 20261121;
  private static final int PARTITIONS = 4;
  private static final int PARALLELISM = 4;
  private static final int TASK_MANAGERS = 2;
  private static final int EVENTS_PER_SECOND = 500;
  private static final int KILLS = Integer.getInteger("faults.kills", 2);

  /** Checkpoints often enough to be met, and returns soon enough for many kills in minutes. */
  private static final Map<String, String> HASTY =
      Map.of(
          "execution.checkpointing.interval", "1 s",
          "execution.checkpointing.min-pause", "0 s",
          "restart-strategy.exponential-delay.max-backoff", "1 s",
          "jobmanager.adaptive-scheduler.submission.resource-stabilization-timeout", "1 s",
          "jobmanager.adaptive-scheduler.executing.cooldown-after-rescaling", "1 s",
          "jobmanager.adaptive-scheduler.executing.resource-stabilization-timeout", "1 s",
          "heartbeat.interval", "1 s",
          "heartbeat.timeout", "6 s",
          "web.refresh-interval", "10 ms");

  /** When to kill. */
  private enum Moment {
    /** Somewhere in the second between two windows. */
    ANY,
    /** Its barriers are on their way, or its state is being written. */
    CHECKPOINT,
    /** It has just completed, and the transactions of its results are being committed. */
    COMMIT
  }

  private final Random random = new Random(SEED);
  private final Path folder = Workplace.of(FlinkFaultsIT.class);

  /**
   * With the default delivery, and with events that come so late that most windows are revised:
   * what was published between a checkpoint and a kill is published again, perhaps with other
   * events in between, and must not count any more.
   */
  @Test
  void theRevisionThatCountsIsRightWithTheDefaultDelivery() throws Exception {
    System.out.println("FlinkFaultsIT seed " + SEED + ", " + KILLS + " kills, at-least-once");
    try (KafkaProcess kafka = KafkaProcess.start(folder);
        FlinkCluster flink = FlinkCluster.start(folder, TASK_MANAGERS, HASTY)) {
      KafkaTopics topics = new KafkaTopics(kafka.bootstrapServers(), "revisions", PARTITIONS);
      Results results = new Results(topics);
      String job = flink.submit(PARALLELISM, Optional.empty(), List.of(topics.arguments()));
      try (LiveEvents players = LiveEvents.start(topics, PARTITIONS, EVENTS_PER_SECOND, SEED)) {
        players.delayUpTo(Duration.ofSeconds(8));
        results.awaitNewWindows();
        for (int kill = 0; kill < KILLS; kill++) {
          killOneTaskManager(flink, job, Moment.values()[kill % Moment.values().length]);
          results.awaitNewWindows();
        }
        players.stop();
        topics.awaitAllRead();
        flink.rest().drain(job);
        results.assertCounting(players.oracle());
        results.assertNothingSetAside();
      }
    }
  }

  @Test
  void noWindowIsLostOrDifferent() throws Exception {
    System.out.println("FlinkFaultsIT seed " + SEED + ", " + KILLS + " kills, exactly-once");
    try (KafkaProcess kafka = KafkaProcess.start(folder);
        FlinkCluster flink = FlinkCluster.start(folder, TASK_MANAGERS, HASTY)) {
      KafkaTopics topics = new KafkaTopics(kafka.bootstrapServers(), "flink-faults", PARTITIONS);
      Results results = new Results(topics);
      String job = submit(flink, topics, Optional.empty());
      try (LiveEvents players = LiveEvents.start(topics, PARTITIONS, EVENTS_PER_SECOND, SEED)) {
        results.awaitNewWindows();
        for (int kill = 0; kill < KILLS; kill++) {
          killOneTaskManager(flink, job, Moment.values()[kill % Moment.values().length]);
          results.awaitNewWindows();
        }
        assertThat(flink.rest().restarts(job)).isGreaterThanOrEqualTo(KILLS);

        flink.killJobManager();
        flink.restartJobManager();
        job = submit(flink, topics, Optional.of(flink.newestCheckpoint()));
        results.awaitNewWindows();

        players.stop();
        topics.awaitAllRead();
        flink.rest().drain(job);
        results.assertEveryWindowOnce(players.oracle());
        results.assertNothingSetAside();
      }
    }
  }

  private void killOneTaskManager(FlinkCluster flink, String job, Moment moment) {
    // Whoever is killed runs tasks.
    flink.rest().awaitRunning(job, PARALLELISM);
    await(moment, flink, job);
    int victim = random.nextInt(TASK_MANAGERS);
    flink.killTaskManager(victim);
    flink.replaceTaskManager(victim);
  }

  private static String submit(FlinkCluster flink, KafkaTopics topics, Optional<String> state) {
    return flink.submit(
        PARALLELISM, state, List.of(topics.arguments("--sink.delivery", "exactly-once")));
  }

  private void await(Moment moment, FlinkCluster flink, String job) {
    Await.until("a second begins anywhere", Instant.now().plusMillis(random.nextInt(2000)));
    long completed = flink.rest().checkpoints(job, "completed");
    switch (moment) {
      case ANY -> {}
      case CHECKPOINT ->
          Await.closely(
              "a checkpoint begins", () -> flink.rest().checkpoints(job, "in_progress") > 0);
      case COMMIT ->
          Await.closely(
              "a checkpoint completes",
              () -> flink.rest().checkpoints(job, "completed") > completed);
    }
  }
}
