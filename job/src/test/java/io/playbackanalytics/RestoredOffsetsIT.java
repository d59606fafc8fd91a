package io.playbackanalytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.playbackanalytics.kafka.Clusters;
import io.playbackanalytics.kafka.KafkaTopics;
import io.playbackanalytics.kafka.PrometheusPage;
import io.playbackanalytics.kafka.RunningBroker;
import io.playbackanalytics.kafka.RunningJob;
import io.playbackanalytics.oracle.PublishedQuality;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run that has state goes on exactly where the state says, whatever its consumer group has
 * committed meanwhile; and with the earliest record that is left where that one is gone.
 */
class RestoredOffsetsIT {

  private static final PrometheusPage PAGE = PrometheusPage.onFreePort();

  private static final String READ = "playback_records_read_total";
  private static final String SKIPPED = "playback_records_skipped_total";

  @RegisterExtension static final RunningBroker BROKER = new RunningBroker();

  @RegisterExtension static final MiniClusterExtension CLUSTER = Clusters.withSlots(1, PAGE);

  @TempDir Path savepoints;

  private int written;

  @Test
  void whatComesToAnEmptyPartitionWhileTheJobIsStoppedIsRead() throws Exception {
    KafkaTopics topics = BROKER.topics("stopped", 2);
    String savepoint;
    try (RunningJob job = start(topics)) {
      awaitCheckpoints();
      send(topics, 0, 4);
      awaitRead(4);
      savepoint = job.stop(savepoints);
    }
    send(topics, 0, 3);
    send(topics, 1, 3);
    try (RunningJob job = resume(savepoint, topics)) {
      send(topics, 0, 3);
      send(topics, 1, 3);
      awaitRead(12);
      job.drain(savepoints);
    }
    assertThat(events(topics)).isEqualTo(Map.of("app=app", 16));
  }

  @Test
  void whatComesToEmptyPartitionsWhileTheTaskManagerIsDownIsRead(
      @InjectMiniCluster MiniCluster cluster) throws Exception {
    KafkaTopics topics = BROKER.topics("killed", 2);
    try (RunningJob job = start(topics, "--sink.delivery", "exactly-once")) {
      awaitCheckpoints();
      cluster.terminateTaskManager(0).get();
      send(topics, 0, 5);
      send(topics, 1, 5);
      cluster.startTaskManager();
      awaitRead(10);
      send(topics, 0, 5);
      send(topics, 1, 5);
      awaitRead(20);
      job.drain(savepoints);
    }
    // A commit is through before all of it can be read.
    topics.readUntil(topics.quality(), records -> events(records).equals(Map.of("app=app", 20)));
  }

  @Test
  void aSavepointWinsOverWhatAnotherRunOfTheGroupHasCommittedSince() throws Exception {
    KafkaTopics topics = BROKER.topics("back", 1);
    String savepoint;
    try (RunningJob job = start(topics)) {
      awaitCheckpoints();
      savepoint = job.stop(savepoints);
    }
    send(topics, 0, 5);
    try (RunningJob other = start(topics, "--events.start", "earliest")) {
      awaitRead(5);
      topics.awaitAllRead();
      other.stop(savepoints);
    }
    try (RunningJob job = resume(savepoint, topics)) {
      awaitRead(5);
      job.drain(savepoints);
    }
  }

  @Test
  void whatRetentionHasDeletedIsSkippedToTheEarliestThatIsLeftAndCounted() throws Exception {
    KafkaTopics topics = BROKER.topics("retention", 1);
    String savepoint;
    try (RunningJob job = start(topics)) {
      awaitCheckpoints();
      send(topics, 0, 4);
      awaitRead(4);
      savepoint = job.stop(savepoints);
    }
    send(topics, 0, 20);
    topics.deleteBefore(0, 14);
    try (RunningJob job = resume(savepoint, topics)) {
      PAGE.await(SKIPPED, skipped -> PrometheusPage.sum(skipped) == 10);
      send(topics, 0, 4);
      awaitRead(14);
      job.drain(savepoints);
    }
    assertThat(events(topics)).isEqualTo(Map.of("app=app", 18));
  }

  /** Else each restart would count, and log, the same loss again. */
  @Test
  void whatWasSkippedToAnEmptyEndIsSkippedOnce() throws Exception {
    KafkaTopics topics = BROKER.topics("emptied", 1);
    String savepoint;
    try (RunningJob job = start(topics)) {
      awaitCheckpoints();
      send(topics, 0, 4);
      awaitRead(4);
      savepoint = job.stop(savepoints);
    }
    send(topics, 0, 20);
    topics.deleteBefore(0, 24);
    try (RunningJob job = resume(savepoint, topics)) {
      PAGE.await(SKIPPED, skipped -> PrometheusPage.sum(skipped) == 20);
      topics.awaitAllRead();
      savepoint = job.stop(savepoints);
    }
    try (RunningJob job = resume(savepoint, topics)) {
      send(topics, 0, 1);
      awaitRead(1);
      assertThat(PAGE.sum(SKIPPED)).isZero();
      job.drain(savepoints);
    }
  }

  /** What is behind the end that a bounded run had at its start is not its own to miss. */
  @Test
  void aBoundedRunCountsWhatIsGoneUpToItsEnd() throws Exception {
    KafkaTopics topics = BROKER.topics("bounded", 2);
    send(topics, 0, 20);
    send(topics, 1, 1);
    try (RunningJob group = start(topics, "--events.start", "earliest")) {
      topics.awaitAllRead();
      group.stop(savepoints);
    }
    send(topics, 0, 10);
    topics.deleteBefore(0, 25);
    try (RunningJob job = start(topics, "--events.bounded", "true")) {
      job.awaitFinished();
    }
    assertThat(events(topics)).isEqualTo(Map.of("app=app", 5));
  }

  /** What of the old topic is not read yet stays where it is; open windows go on. */
  @Test
  void aSavepointWithAnotherTopicReadsOnlyThatTopic() throws Exception {
    KafkaTopics old = BROKER.topics("old-topic", 2);
    KafkaTopics other = BROKER.topics("new-topic", 2);
    String savepoint;
    try (RunningJob job = start(old)) {
      awaitCheckpoints();
      send(old, 0, 4);
      awaitRead(4);
      savepoint = job.stop(savepoints);
    }
    try (RunningJob job =
        resume(
            savepoint, old, "--events.topic", other.events(), "--event-time.idle-timeout", "1 s")) {
      awaitCheckpoints();
      send(old, 0, 3);
      // Far enough on for every window of the first events.
      written += 100;
      send(other, 0, 1);
      awaitRead(1);
      // The partitions that were given up hold no window back, nor does the one without events.
      old.readUntil(old.quality(), records -> events(records).getOrDefault("app=app", 0) >= 4);
      send(other, 1, 1);
      awaitRead(2);
      job.drain(savepoints);
    }
    assertThat(events(old)).isEqualTo(Map.of("app=app", 6));
  }

  @Test
  void aPartitionThatIsNewIsReadFromItsBeginning() throws Exception {
    KafkaTopics topics = BROKER.topics("grown", 1);
    try (RunningJob job = start(topics)) {
      awaitCheckpoints();
      topics.growEvents(2);
      send(topics, 1, 3);
      awaitRead(3);
      job.drain(savepoints);
    }
    assertThat(events(topics)).isEqualTo(Map.of("app=app", 3));
  }

  @Test
  void aFirstStartCanReadWhatIsThereAndLaterOnesGoOnBehindIt() throws Exception {
    KafkaTopics topics = BROKER.topics("first", 1);
    send(topics, 0, 2);
    for (int run = 1; run <= 2; run++) {
      try (RunningJob job = start(topics, "--events.start", "committed-or-earliest")) {
        send(topics, 0, 1);
        awaitRead(run == 1 ? 3 : 1);
        topics.awaitAllRead();
        job.stop(savepoints);
      }
    }
  }

  private static RunningJob start(KafkaTopics topics, String... more) throws Exception {
    return RunningJob.start(1, arguments(topics, more));
  }

  private static RunningJob resume(String savepoint, KafkaTopics topics, String... more)
      throws Exception {
    Configuration recovery = new Configuration();
    recovery.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    return RunningJob.start(1, recovery, arguments(topics, more));
  }

  /** The default start, unless {@code more} says something else. */
  private static String[] arguments(KafkaTopics topics, String... more) {
    String[] arguments = new String[more.length + 4];
    arguments[0] = "--events.start";
    arguments[1] = "committed";
    arguments[2] = "--cohorts";
    arguments[3] = "app";
    System.arraycopy(more, 0, arguments, 4, more.length);
    return topics.arguments(arguments);
  }

  /** Waits until the state of a run that has read nothing yet has been kept twice. */
  private static void awaitCheckpoints() throws Exception {
    PAGE.await(
        "numberOfCompletedCheckpoints",
        completed -> completed.stream().anyMatch(sample -> sample.value() >= 2));
  }

  private static void awaitRead(int records) throws Exception {
    PAGE.await(READ, read -> PrometheusPage.sum(read) == records);
  }

  /** Writes events, each 100 ms after the one before. */
  private void send(KafkaTopics topics, int partition, int count) {
    byte[][] values = new byte[count][];
    for (int i = 0; i < count; i++) {
      values[i] =
          ("{\"event_type\":\"HEARTBEAT\",\"app_id\":\"app\",\"session_id\":\"s\",\"timestamp\":"
                  + (1_767_225_600_000L + written++ * 100L)
                  + "}")
              .getBytes(StandardCharsets.UTF_8);
    }
    topics.send(partition, values);
  }

  /** How many events of each app were counted: each is in five windows. */
  private static Map<String, Integer> events(KafkaTopics topics) {
    return events(topics.readAll(topics.quality()));
  }

  private static Map<String, Integer> events(List<ConsumerRecord<byte[], byte[]>> quality) {
    Map<String, Integer> events = new TreeMap<>();
    PublishedQuality.of(quality)
        .counting()
        .forEach(
            (window, sums) -> events.merge(window.cohort(), (int) sums.events(), Integer::sum));
    events.replaceAll((app, sum) -> sum / 5);
    return events;
  }
}
