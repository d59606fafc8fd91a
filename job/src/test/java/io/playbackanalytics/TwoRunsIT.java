package io.playbackanalytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.playbackanalytics.kafka.Clusters;
import io.playbackanalytics.kafka.KafkaTopics;
import io.playbackanalytics.kafka.PrometheusPage;
import io.playbackanalytics.kafka.RunningBroker;
import io.playbackanalytics.kafka.RunningJob;
import io.playbackanalytics.oracle.BruteForce;
import io.playbackanalytics.oracle.PublishedQuality;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs with one consumer group on one Kafka, both exactly-once. What the first has written is in
 * transactions that are open when the second starts, and aborts all those that it takes for its
 * own: the first could no longer commit them, and its sinks would fail in closing, which ends its
 * TaskManager.
 */
class TwoRunsIT {

  private static final long START = 1_767_225_600_000L;

  private static final String[] EXACTLY_ONCE = {"--sink.delivery", "exactly-once"};

  private static final PrometheusPage PAGE = PrometheusPage.onFreePort();

  @RegisterExtension static final RunningBroker BROKER = new RunningBroker();

  @RegisterExtension static final MiniClusterExtension CLUSTER = Clusters.withSlots(2, PAGE);

  @TempDir Path savepoints;

  private final BruteForce oracle = new BruteForce();

  @Test
  void aBackfillTakesNoTransactionOfTheLiveJobAway() throws Exception {
    KafkaTopics live = BROKER.topics("live", 1);
    KafkaTopics backfill = BROKER.topics("backfill", 1);
    live.send(0, counted(0), counted(10));
    try (RunningJob job = startAndLeaveOpen(live)) {
      try (RunningJob run =
          start(
              backfill,
              "--events.bounded",
              "true",
              "--events.topic",
              live.events(),
              "--events.group-id",
              "live")) {
        run.awaitFinished();
      }
      assertQuality(backfill);
      live.send(0, counted(20));
      job.drain(savepoints);
    }
    assertQuality(live);
  }

  @Test
  void aJobWithTopicsOfItsOwnTakesNoTransactionOfAnotherAway() throws Exception {
    KafkaTopics first = BROKER.topics("first", 1);
    KafkaTopics second = BROKER.topics("second", 1);
    first.send(0, counted(0), counted(10));
    try (RunningJob one = startAndLeaveOpen(first)) {
      try (RunningJob other =
          start(second, "--events.topic", first.events(), "--events.group-id", "first")) {
        awaitWindow(second, 5);
        first.send(0, counted(20));
        awaitWindow(second, 15);
        one.drain(savepoints);
        assertThat(other.isRunning()).isTrue();
      }
    }
    assertQuality(first);
  }

  /** No checkpoint commits what it has written by now. */
  private static RunningJob startAndLeaveOpen(KafkaTopics topics) throws Exception {
    Configuration seldom = new Configuration();
    seldom.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofHours(1));
    RunningJob job = RunningJob.start(1, seldom, topics.arguments(EXACTLY_ONCE));
    PAGE.await("numRecordsSend", sent -> PrometheusPage.sum(sent) > 0);
    return job;
  }

  private static RunningJob start(KafkaTopics topics, String... more) throws Exception {
    return RunningJob.start(
        1,
        topics.arguments(
            Stream.concat(Arrays.stream(EXACTLY_ONCE), Arrays.stream(more))
                .toArray(String[]::new)));
  }

  private static void awaitWindow(KafkaTopics topics, long endSecond) {
    topics.readUntil(
        topics.quality(),
        records ->
            PublishedQuality.of(records)
                .records()
                .containsKey(new BruteForce.Key("app=steady", START + endSecond * 1000)));
  }

  private void assertQuality(KafkaTopics topics) {
    assertThat(oracle.wrong(PublishedQuality.of(topics.readAll(topics.quality())).counting()))
        .isEmpty();
  }

  private byte[] counted(long second) {
    byte[] event =
        String.format(
                "{\"event_type\":\"HEARTBEAT\",\"app_id\":\"steady\",\"session_id\":\"s\","
                    + "\"timestamp\":%d,\"play_ms\":800,\"buffer_ms\":200}",
                START + second * 1000)
            .getBytes(StandardCharsets.UTF_8);
    oracle.add(event);
    return event;
  }
}
