package io.playbackanalytics.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.playbackanalytics.event.Cohort;
import io.playbackanalytics.event.CohortDefinition;
import io.playbackanalytics.kafka.EventWriter;
import io.playbackanalytics.kafka.KafkaTopics;
import io.playbackanalytics.metric.MetricCatalog;
import io.playbackanalytics.oracle.BruteForce;
import io.playbackanalytics.oracle.ExactJson;
import io.playbackanalytics.oracle.PublishedQuality;
import io.playbackanalytics.process.Await;
import io.playbackanalytics.process.FlinkCluster;
import io.playbackanalytics.process.KafkaProcess;
import io.playbackanalytics.process.LiveEvents;
import io.playbackanalytics.process.Workplace;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAccumulator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A client that makes up an app id for each of hundreds of thousands of events, sent as fast as
 * they go, to a TaskManager with little memory. As many as {@code cohorts.max} allows get windows
 * of their own, the others are summed in one; players do not feel it. There are two floods: to the
 * first the job comes fresh from its start, when much of the processor goes to compiling it.
 */
@Tag("long")
class FloodFaultsIT {

  private static final long SEED = 20261201;
  private static final int PARTITIONS = 4;
  private static final int PARALLELISM = 2;
  private static final int EVENTS_PER_SECOND = 300;
  private static final int IDS = Integer.getInteger("flood.ids", 300_000);
  private static final String MADE_UP = "made-up-";

  private static final byte[] MADE_UP_KEY = ("app=" + MADE_UP).getBytes(StandardCharsets.UTF_8);

  private static final String OTHER = Cohort.other(CohortDefinition.parse("app")).key();
  private static final byte[] OTHER_KEY = OTHER.getBytes(StandardCharsets.UTF_8);

  private static final long WINDOWS_OF_AN_EVENT = 5;

  /** Of each subtask: the default. */
  private static final int PLACES = Integer.getInteger("flood.places", 100_000);

  /** Before the second flood the first is over for so long. */
  private static final Duration CALM = Duration.ofSeconds(15);

  /** A window is published so long after its end at the earliest, and a little later. */
  private static final Duration BOUND = Duration.ofSeconds(3);

  /** About 400 MB of heap. */
  private static final Map<String, String> SMALL = Map.of("taskmanager.memory.process.size", "1 g");

  @Test
  void madeUpIdsHarmNobodyAndAreAllCounted() throws Exception {
    Path folder = Workplace.of(FloodFaultsIT.class);
    try (KafkaProcess kafka = KafkaProcess.start(folder);
        FlinkCluster flink = FlinkCluster.start(folder, 1, SMALL)) {
      KafkaTopics topics = new KafkaTopics(kafka.bootstrapServers(), "flood", PARTITIONS);
      Results results = new Results(topics);
      String job =
          flink.submit(
              PARALLELISM,
              Optional.empty(),
              List.of(
                  topics.arguments("--cohorts", "app", "--cohorts.max", Integer.toString(PLACES))));
      flink.rest().awaitRunning(job, PARALLELISM);
      try (LiveEvents players = LiveEvents.start(topics, PARTITIONS, EVENTS_PER_SECOND, SEED)) {
        results.awaitNewWindows();
        long mostOpen = flood(topics, flink, "first-");
        Await.until(
            "places are free again", () -> most(flink, MetricCatalog.COHORTS_OPEN) < PLACES / 10);
        awaitCheckpoints(2, flink, job);
        Instant begun = Instant.now();
        mostOpen = Math.max(mostOpen, flood(topics, flink, "second-"));
        results.awaitNewWindows(record -> !isOfTheFlood(record));
        Instant over = Instant.now();
        assertThat(mostOpen).isEqualTo(PLACES);
        assertThat(most(flink, MetricCatalog.EVENTS_IN_OTHER)).isPositive();
        players.stop();
        topics.awaitAllRead();
        assertThat(flink.rest().restarts(job)).isZero();
        System.out.printf(
            "FloodFaultsIT: the longest checkpoint took %,d ms%n",
            flink.rest().longestCheckpoint(job).toMillis());
        flink.rest().drain(job);
        assertWindows(topics, players.oracle(), begun, over);
      }
    }
  }

  /** The second of them is of a job that is at rest. */
  private static void awaitCheckpoints(int more, FlinkCluster flink, String job) {
    long before = flink.rest().checkpoints(job, "completed");
    Await.until(
        "checkpoints",
        () -> flink.rest().checkpoints(job, "completed"),
        now -> now >= before + more);
  }

  /** Returns how many cohorts a subtask had open at most. */
  private static long flood(KafkaTopics topics, FlinkCluster flink, String names) {
    write(topics, names);
    LongAccumulator mostOpen = new LongAccumulator(Math::max, 0);
    Await.until(
        "every place of a subtask is taken",
        () -> {
          mostOpen.accumulate(most(flink, MetricCatalog.COHORTS_OPEN));
          return mostOpen.get() >= PLACES;
        });
    return mostOpen.get();
  }

  /** What the metric is in the subtask where it is highest. */
  private static long most(FlinkCluster flink, MetricCatalog metric) {
    return flink
        .metricsLines()
        .filter(line -> line.startsWith(metric.exportedName() + "{"))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .max()
        .orElse(0);
  }

  private static void write(KafkaTopics topics, String names) {
    try (EventWriter writer = topics.writer()) {
      for (int i = 0; i < IDS; i++) {
        String event =
            """
            {"event_type":"HEARTBEAT","app_id":"%s%s%d","session_id":"s","timestamp":%d}
            """
                .formatted(MADE_UP, names, i, System.currentTimeMillis());
        writer.write(i % PARTITIONS, null, event.getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private static void assertWindows(
      KafkaTopics topics, BruteForce oracle, Instant begun, Instant over) {
    Map<String, Map<Long, Long>> ofTheFlood = new HashMap<>();
    List<ConsumerRecord<byte[], byte[]>> ofPlayers =
        topics.readAll(
            topics.quality(),
            record -> {
              if (isOfTheFlood(record)) {
                JsonNode window = ExactJson.read(record.value());
                ofTheFlood
                    .computeIfAbsent(
                        new String(record.key(), StandardCharsets.UTF_8), key -> new HashMap<>())
                    .put(window.get("window_end").asLong(), window.get("events").asLong());
                return false;
              }
              return true;
            });
    long events =
        ofTheFlood.values().stream()
            .flatMapToLong(windows -> windows.values().stream().mapToLong(Long::longValue))
            .sum();
    long eventsInOther =
        ofTheFlood.getOrDefault(OTHER, Map.of()).values().stream().mapToLong(Long::longValue).sum()
            / WINDOWS_OF_AN_EVENT;
    System.out.printf(
        "FloodFaultsIT: twice %,d ids, %,d of them with windows of their own, %,d in the one of others%n",
        IDS, ofTheFlood.size() - 1, eventsInOther);
    System.out.printf(
        "Windows of players, ms after their end: %s with the first flood, %s up to the second, %s with it%n",
        delays(ofPlayers, Instant.MIN, begun.minus(CALM)),
        delays(ofPlayers, begun.minus(CALM), begun.minus(BOUND)),
        delays(ofPlayers, begun, over));
    assertThat(eventsInOther).isPositive();
    assertThat(events).isEqualTo(WINDOWS_OF_AN_EVENT * 2 * IDS);
    Map<BruteForce.Key, BruteForce.Sums> expected = oracle.expected();
    expected.keySet().removeIf(key -> key.cohort().contains(","));
    assertThat(PublishedQuality.of(ofPlayers).counting()).isEqualTo(expected);
  }

  /** Of the windows that end in between: the longest delay and the mean. */
  private static String delays(
      List<ConsumerRecord<byte[], byte[]>> records, Instant from, Instant before) {
    LongSummaryStatistics delays = new LongSummaryStatistics();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      long end = ExactJson.read(record.value()).get("window_end").asLong();
      if (!Instant.ofEpochMilli(end).isBefore(from) && Instant.ofEpochMilli(end).isBefore(before)) {
        delays.accept(record.timestamp() - end);
      }
    }
    assertThat(delays.getCount()).isPositive();
    return "%,d at most and %,.0f on average".formatted(delays.getMax(), delays.getAverage());
  }

  private static boolean isOfTheFlood(ConsumerRecord<byte[], byte[]> record) {
    return Arrays.mismatch(record.key(), MADE_UP_KEY) == MADE_UP_KEY.length
        || Arrays.equals(record.key(), OTHER_KEY);
  }
}
