package io.playbackanalytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.playbackanalytics.kafka.Clusters;
import io.playbackanalytics.kafka.EventWriter;
import io.playbackanalytics.kafka.KafkaTopics;
import io.playbackanalytics.kafka.PrometheusPage;
import io.playbackanalytics.kafka.RunningBroker;
import io.playbackanalytics.kafka.RunningJob;
import io.playbackanalytics.oracle.BruteForce;
import io.playbackanalytics.oracle.PublishedQuality;
import io.playbackanalytics.oracle.RandomEvents;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Clients that send again what has arrived already, with {@code dedup.window}. */
class RepeatsIT {

  private static final long SEED = 20261128;
  private static final long START = 1_767_225_600_000L;
  private static final int PARTITIONS = 4;
  private static final int FEWER_SUBTASKS = 2;
  private static final int EVENTS_OF_A_HALF = 5000;

  private static final PrometheusPage PAGE = PrometheusPage.onFreePort();

  @RegisterExtension static final RunningBroker BROKER = new RunningBroker();

  @RegisterExtension
  static final MiniClusterExtension CLUSTER = Clusters.withSlots(PARTITIONS, PAGE);

  @TempDir Path savepoints;

  private final RandomEvents events = new RandomEvents(SEED);
  private final BruteForce oracle = new BruteForce();
  private final List<Sent> sent = new ArrayList<>();

  /** An event and the partition it went to. */
  private record Sent(int partition, byte[] value) {}

  @Test
  void everyEventIsCountedOnceAlsoAcrossARestartWithOtherSubtasks() throws Exception {
    KafkaTopics topics = BROKER.topics("repeats", PARTITIONS);
    String[] arguments = topics.arguments("--dedup.window", "1 min");
    String savepoint;
    try (RunningJob job = RunningJob.start(PARTITIONS, arguments)) {
      int repeats = sendHalf(topics, 0);
      awaitRepeats(repeats);
      topics.awaitAllRead();
      savepoint = job.stop(savepoints);
    }
    Configuration recovery = new Configuration();
    recovery.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    int again = replayPartition(topics, 1);
    int repeats = again + sendHalf(topics, EVENTS_OF_A_HALF);
    try (RunningJob job = RunningJob.start(FEWER_SUBTASKS, recovery, arguments)) {
      awaitRepeats(repeats);
      topics.awaitAllRead();
      job.drain(savepoints);
    }
    assertThat(oracle.wrong(PublishedQuality.of(topics.readAll(topics.quality())).counting()))
        .isEmpty();
    assertThat(topics.readAll(topics.late())).isEmpty();
    assertThat(topics.readAll(topics.rejected())).isEmpty();
  }

  /** Each third event is sent again some time later. Returns how many that are. */
  private int sendHalf(KafkaTopics topics, int from) {
    int repeats = 0;
    try (EventWriter writer = topics.writer()) {
      for (int i = from; i < from + EVENTS_OF_A_HALF; i++) {
        byte[] event = withId(events.event(START + i), i);
        oracle.add(event);
        sent.add(new Sent(i % PARTITIONS, event));
        writer.write(i % PARTITIONS, START + i, null, event);
        if (i % 3 == 0) {
          Sent again = sent.get(i - events.random().nextInt(Math.min(i + 1, 1000)));
          writer.write(again.partition, START + i, null, again.value);
          repeats++;
        }
      }
    }
    return repeats;
  }

  /** Sends all that went to a partition again; returns how many events that are. */
  private int replayPartition(KafkaTopics topics, int partition) {
    List<Sent> again = sent.stream().filter(event -> event.partition == partition).toList();
    topics.send(partition, again.stream().map(Sent::value).toArray(byte[][]::new));
    return again.size();
  }

  private static byte[] withId(byte[] event, int id) {
    String json = new String(event, StandardCharsets.UTF_8);
    return ("{\"event_id\":\"e-" + id + "\"," + json.substring(1)).getBytes(StandardCharsets.UTF_8);
  }

  private static void awaitRepeats(int repeats) throws Exception {
    PAGE.await(
        "playback_records_repeated_total", samples -> PrometheusPage.sum(samples) == repeats);
  }
}
