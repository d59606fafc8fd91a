package io.playbackanalytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.playbackanalytics.event.Cohort;
import io.playbackanalytics.event.CohortDefinition;
import io.playbackanalytics.kafka.Clusters;
import io.playbackanalytics.kafka.EventWriter;
import io.playbackanalytics.kafka.KafkaTopics;
import io.playbackanalytics.kafka.RunningBroker;
import io.playbackanalytics.kafka.RunningJob;
import io.playbackanalytics.oracle.BruteForce;
import io.playbackanalytics.oracle.PublishedQuality;
import io.playbackanalytics.oracle.RandomEvents;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** More cohorts than {@code cohorts.max}: nothing of them is missing or counted twice. */
class CohortPlacesIT {

  private static final long SEED = 20261127;
  private static final long START = 1_767_225_600_000L;
  private static final int PARTITIONS = 4;
  private static final int PARALLELISM = 2;
  private static final int EVENTS = 20_000;
  private static final int PLACES = 5;
  private static final Set<String> OTHERS =
      Set.of(
          Cohort.other(CohortDefinition.parse("app")).key(),
          Cohort.other(CohortDefinition.parse("app,os")).key());

  @RegisterExtension static final RunningBroker BROKER = new RunningBroker();

  @RegisterExtension static final MiniClusterExtension CLUSTER = Clusters.withSlots(PARALLELISM);

  @TempDir Path savepoints;

  @Test
  void ownWindowsAndThoseOfTheOthersTogetherHoldEveryEvent() throws Exception {
    KafkaTopics topics = BROKER.topics("places", PARTITIONS);
    RandomEvents events = new RandomEvents(SEED);
    BruteForce oracle = new BruteForce();
    try (EventWriter writer = topics.writer()) {
      for (int i = 0; i < EVENTS; i++) {
        byte[] event = events.event(START + i);
        oracle.add(event);
        writer.write(i % PARTITIONS, START + i, null, event);
      }
    }
    try (RunningJob job =
        RunningJob.start(
            PARALLELISM,
            topics.arguments(
                "--cohorts", "app; app,os", "--cohorts.max", Integer.toString(PLACES)))) {
      topics.awaitAllRead();
      job.drain(savepoints);
    }
    Map<BruteForce.Key, BruteForce.Sums> published =
        PublishedQuality.of(topics.readAll(topics.quality())).counting();
    Map<BruteForce.Key, BruteForce.Sums> expected = oracle.expected();
    expected.keySet().removeIf(key -> !isOfDefinition(key.cohort()));
    assertThat(eventsByWindow(published)).isEqualTo(eventsByWindow(expected));
    assertThat(cohorts(published)).hasSizeBetween(PLACES, 2 * PLACES + OTHERS.size());
    assertThat(cohorts(published)).containsAll(OTHERS);
  }

  private static boolean isOfDefinition(String cohort) {
    return !cohort.contains(",") || cohort.contains(",os=");
  }

  private static Set<String> cohorts(Map<BruteForce.Key, BruteForce.Sums> windows) {
    return windows.keySet().stream().map(BruteForce.Key::cohort).collect(Collectors.toSet());
  }

  /** By the window's end, and whether its cohorts are of the second definition. */
  private static Map<String, Long> eventsByWindow(Map<BruteForce.Key, BruteForce.Sums> windows) {
    Map<String, Long> events = new TreeMap<>();
    windows.forEach(
        (key, sums) ->
            events.merge(
                key.windowEnd() + (key.cohort().contains(",os=") ? " app,os" : " app"),
                sums.events(),
                Long::sum));
    return events;
  }
}
