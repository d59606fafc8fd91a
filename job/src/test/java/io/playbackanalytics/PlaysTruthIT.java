package io.playbackanalytics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.playbackanalytics.kafka.Clusters;
import io.playbackanalytics.kafka.EventWriter;
import io.playbackanalytics.kafka.KafkaTopics;
import io.playbackanalytics.kafka.RunningBroker;
import io.playbackanalytics.kafka.RunningJob;
import io.playbackanalytics.oracle.BruteForce;
import io.playbackanalytics.oracle.ExactJson;
import io.playbackanalytics.oracle.PlayOracle;
import io.playbackanalytics.oracle.PublishedQuality;
import io.playbackanalytics.oracle.RandomEvents;
import io.playbackanalytics.oracle.RandomPlays;
import io.playbackanalytics.oracle.WireSchema;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every play and every number of every window is what a brute-force calculation over all events
 * says: up to 200,000 of them in 4 partitions, out of order, 3 % malformed; with a restart from a
 * savepoint with other subtasks, and a TaskManager that is killed.
 */
class PlaysTruthIT {

  private static final long SEED = 20261127;
  private static final long START = 1_767_225_600_000L;
  private static final long SPAN = Duration.ofMinutes(15).toMillis();
  private static final int PARTITIONS = 4;
  private static final int MOST_BEHIND = 1900;

  @RegisterExtension static final RunningBroker BROKER = new RunningBroker();

  @RegisterExtension static final MiniClusterExtension CLUSTER = Clusters.withSlots(PARTITIONS);

  @TempDir Path savepoints;

  /** An event and when it comes. */
  private record Arrival(long at, ObjectNode event) {}

  @ParameterizedTest
  @CsvSource({"at-least-once, 50000", "exactly-once, 200000"})
  void everyPlayAndEveryWindowEqualBruteForce(
      String delivery, int count, @InjectMiniCluster MiniCluster cluster) throws Exception {
    RandomPlays random = new RandomPlays(SEED);
    RandomEvents malformed = new RandomEvents(SEED);
    PlayOracle oracle = new PlayOracle();
    BruteForce events = new BruteForce();
    List<Arrival> arrivals = new ArrayList<>();
    for (ObjectNode event : random.events(START, SPAN, count)) {
      oracle.add(event);
      events.add(RandomPlays.bytes(event));
      long time = event.get("timestamp").asLong();
      arrivals.add(new Arrival(time + random.random().nextInt(MOST_BEHIND), event));
    }
    oracle.workOut();
    arrivals.sort(Comparator.comparingLong(Arrival::at));
    int third = arrivals.size() / 3;

    KafkaTopics topics = BROKER.topics(delivery, PARTITIONS);
    String[] arguments =
        topics.arguments(
            "--cohorts",
            "app; app,network",
            // What is longer than lateness is right in the ledger only.
            "--plays.hidden-silence",
            "30 s",
            "--sink.delivery",
            delivery);
    String savepoint;
    try (RunningJob job = RunningJob.start(2, arguments)) {
      send(arrivals.subList(0, third), random, malformed, topics);
      topics.awaitAllRead();
      savepoint = job.stop(savepoints);
    }
    Configuration recovery = new Configuration();
    recovery.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    try (RunningJob job = RunningJob.start(3, recovery, arguments)) {
      send(arrivals.subList(third, 2 * third), random, malformed, topics);
      topics.awaitAllRead();
      cluster.terminateTaskManager(0).get(1, TimeUnit.MINUTES);
      send(arrivals.subList(2 * third, arrivals.size()), random, malformed, topics);
      cluster.startTaskManager();
      topics.awaitAllRead();
      job.drain(savepoints);
    }

    List<JsonNode> ledger =
        topics.readAll(topics.plays()).stream()
            .map(record -> ExactJson.read(record.value()))
            .toList();
    assertThat(oracle.size()).isGreaterThan(count / 10);
    assertThat(oracle.wrongPlays(ledger)).isEmpty();
    PublishedQuality published = PublishedQuality.of(topics.readAll(topics.quality()));
    assertThat(oracle.wrongWindows(published, events.expected())).isEmpty();
    WireSchema quality = WireSchema.named("playback-quality-v1");
    WireSchema play = WireSchema.named("playback-play-v1");
    published
        .records()
        .values()
        .forEach(
            records -> records.forEach(record -> assertThat(quality.faults(record)).isEmpty()));
    ledger.forEach(record -> assertThat(play.faults(record)).isEmpty());
  }

  private static void send(
      List<Arrival> arrivals, RandomPlays random, RandomEvents malformed, KafkaTopics topics) {
    try (EventWriter writer = topics.writer()) {
      for (Arrival arrival : arrivals) {
        int partition = random.random().nextInt(PARTITIONS);
        writer.write(partition, null, RandomPlays.bytes(arrival.event));
        if (random.random().nextInt(100) < 3) {
          writer.write(partition, null, malformed.malformed(arrival.at).bytes());
        }
      }
    }
  }
}
