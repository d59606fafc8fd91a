package io.playbackanalytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.playbackanalytics.kafka.Clusters;
import io.playbackanalytics.kafka.KafkaTopics;
import io.playbackanalytics.kafka.RunningBroker;
import io.playbackanalytics.kafka.RunningJob;
import io.playbackanalytics.oracle.BruteForce;
import io.playbackanalytics.oracle.PublishedQuality;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Runs with one consumer group on one Kafka, both exactly-once. */
class TwoRunsIT {

  private static final long START = 1_767_225_600_000L;

  @RegisterExtension static final RunningBroker BROKER = new RunningBroker();

  @RegisterExtension static final MiniClusterExtension CLUSTER = Clusters.withSlots(2);

  @TempDir Path savepoints;

  private final BruteForce oracle = new BruteForce();

  /** Else the live one's sinks would fail in closing, which ends its TaskManager. */
  @Test
  void aBackfillTakesNoTransactionOfTheLiveJobAway() throws Exception {
    KafkaTopics live = BROKER.topics("live", 1);
    KafkaTopics backfill = BROKER.topics("backfill", 1);
    live.send(0, counted(0), counted(10));
    try (RunningJob job = start(live)) {
      awaitWindow(live, 5);
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
      assertThat(oracle.wrong(PublishedQuality.of(backfill.readAll(backfill.quality())).counting()))
          .isEmpty();
      live.send(0, counted(20));
      awaitWindow(live, 15);
      assertThat(job.isRunning()).isTrue();
      job.drain(savepoints);
    }
    assertThat(oracle.wrong(PublishedQuality.of(live.readAll(live.quality())).counting()))
        .isEmpty();
  }

  @Test
  void twoLiveJobsWithTopicsOfTheirOwnLeaveEachOtherAlone() throws Exception {
    KafkaTopics first = BROKER.topics("first", 1);
    KafkaTopics second = BROKER.topics("second", 1);
    first.send(0, counted(0), counted(10));
    try (RunningJob one = start(first)) {
      awaitWindow(first, 5);
      try (RunningJob other =
          start(second, "--events.topic", first.events(), "--events.group-id", "first")) {
        awaitWindow(second, 5);
        first.send(0, counted(20));
        awaitWindow(first, 15);
        awaitWindow(second, 15);
        assertThat(one.isRunning()).isTrue();
        assertThat(other.isRunning()).isTrue();
      }
    }
  }

  private static RunningJob start(KafkaTopics topics, String... more) throws Exception {
    String[] arguments = new String[more.length + 2];
    arguments[0] = "--sink.delivery";
    arguments[1] = "exactly-once";
    System.arraycopy(more, 0, arguments, 2, more.length);
    return RunningJob.start(1, topics.arguments(arguments));
  }

  private static void awaitWindow(KafkaTopics topics, long endSecond) {
    topics.readUntil(
        topics.quality(),
        records ->
            PublishedQuality.of(records)
                .records()
                .containsKey(new BruteForce.Key("app=steady", START + endSecond * 1000)));
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
