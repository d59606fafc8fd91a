package io.playbackanalytics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.playbackanalytics.broker.EmbeddedBroker;
import io.playbackanalytics.kafka.Clusters;
import io.playbackanalytics.kafka.EventWriter;
import io.playbackanalytics.kafka.KafkaTopics;
import io.playbackanalytics.kafka.RunningJob;
import io.playbackanalytics.oracle.BruteForce;
import io.playbackanalytics.oracle.BruteForcePlays;
import io.playbackanalytics.oracle.PublishedQuality;
import io.playbackanalytics.oracle.RandomEvents;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The savepoints that lie in the repository are where today's code goes on: one of each format of
 * the state. Each was taken in the middle of a run, with windows open, others fired and still open
 * to late events; the events of both halves of that run follow from the seed, so every window that
 * the second half touches is known.
 *
 * <p>When this fails, a savepoint of a user fails, too: the code is to be changed, not the
 * savepoint. A new format gets a folder of its own beside them, written with {@code
 * -Dsavepoint.write=FOLDER}.
 */
class SavepointIT {

  private static final Path SAVEPOINTS = Path.of("src/test/resources/savepoints");
  private static final String FORMAT_1 = "format-1";
  private static final String FORMAT_2 = "format-2";
  private static final String FORMAT_3 = "format-3";
  private static final int WRITTEN_WITH_PARALLELISM = 2;
  private static final List<String> OF_PLAYS =
      List.of("startup_ms", "sessions", "users", "errors", "dropped_frames");

  private static final long SEED = 20261122;
  private static final int PARTITIONS = 4;
  private static final int EVENTS_OF_A_HALF = 20_000;
  private static final long START = 1_767_225_600_000L;

  /** The windows that end here are the first that had not fired: the watermark was 2 s behind. */
  private static final long FIRST_OPEN_WINDOW = START + 18_000;

  /** Windows that end here or later hold nothing of the first half. */
  private static final long FIRST_NEW_WINDOW = START + EVENTS_OF_A_HALF + 5000;

  /** So late are some events of the second half: their windows have fired, and fire again. */
  private static final int LATE_BY = 10_000;

  @RegisterExtension static final MiniClusterExtension CLUSTER = Clusters.withSlots(PARTITIONS);

  @TempDir Path savepoints;

  private final RandomEvents events = new RandomEvents(SEED);
  private final BruteForce all = new BruteForce();
  private final BruteForce secondHalf = new BruteForce();
  private final BruteForcePlays plays = new BruteForcePlays();

  @ParameterizedTest
  @ValueSource(ints = {1, WRITTEN_WITH_PARALLELISM, PARTITIONS})
  void everyWindowOfFormat1GoesOnWithAnyParallelism(int parallelism) throws Exception {
    PublishedQuality published = published(FORMAT_1, parallelism);
    assertThat(published.counting()).isEqualTo(expected(key -> true));
    assertNullWhereNotWhole(published);
  }

  /** Of measures that it did not have: of a window that was begun there is no saying. */
  private void assertNullWhereNotWhole(PublishedQuality published) {
    assertThat(plays.wrong(published, key -> key.windowEnd() >= FIRST_NEW_WINDOW)).isEmpty();
    Map<BruteForce.Key, List<JsonNode>> begun = new HashMap<>(published.records());
    begun
        .keySet()
        .removeIf(key -> key.windowEnd() >= FIRST_NEW_WINDOW || key.cohort().contains(","));
    assertThat(begun).hasSizeGreaterThan(100);
    assertThat(begun.values())
        .allSatisfy(
            records ->
                assertThat(records)
                    .allSatisfy(
                        record ->
                            assertThat(OF_PLAYS).allMatch(field -> record.get(field).isNull())));
  }

  /** Up to format 2, cohorts had timers of Flink's. */
  @Test
  void everyMeasureOfFormat2GoesOn() throws Exception {
    assertAllIsRight(published(FORMAT_2, PARTITIONS));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, WRITTEN_WITH_PARALLELISM, PARTITIONS})
  void everyMeasureOfFormat3GoesOnWithAnyParallelism(int parallelism) throws Exception {
    assertAllIsRight(published(FORMAT_3, parallelism));
  }

  /** They were written with state on the heap. */
  @Test
  void everyWindowGoesOnWithStateOnTheDisk() throws Exception {
    Configuration onDisk = new Configuration();
    onDisk.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
    assertAllIsRight(published(FORMAT_3, PARTITIONS, onDisk));
  }

  /** What was kept of a group that is off now is forgotten, and the others go on. */
  @Test
  void aGroupOfMeasuresThatIsNoMoreIsLeftOut() throws Exception {
    PublishedQuality published = published(FORMAT_3, PARTITIONS, "--measures", "quality");
    assertThat(published.counting()).isEqualTo(expected(key -> true));
    assertThat(published.records().values())
        .allSatisfy(
            records ->
                assertThat(records).noneMatch(record -> OF_PLAYS.stream().anyMatch(record::has)));
  }

  private void assertAllIsRight(PublishedQuality published) {
    Map<BruteForce.Key, BruteForce.Sums> expected = expected(key -> true);
    assertThat(published.counting()).isEqualTo(expected);
    assertThat(plays.wrong(published, expected::containsKey)).isEmpty();
  }

  @Test
  void aDefinitionThatIsNoMorePublishesNothing() throws Exception {
    assertThat(published(FORMAT_3, PARTITIONS, "--cohorts", "app; app,cdn").counting())
        .isEqualTo(expected(key -> key.cohort().contains(",cdn=") || !key.cohort().contains(",")));
  }

  @Test
  void aDefinitionThatIsNewCountsFromNowOn() throws Exception {
    Map<BruteForce.Key, BruteForce.Sums> published =
        published(
                FORMAT_3, PARTITIONS, "--cohorts", "app; app,os; app,network; app,cdn; app,region")
            .counting();
    Map<BruteForce.Key, BruteForce.Sums> regions =
        published.entrySet().stream()
            .filter(window -> window.getKey().cohort().contains(",region="))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    published.keySet().removeAll(regions.keySet());
    assertThat(published).isEqualTo(expected(key -> true));
    regions.keySet().removeIf(key -> key.windowEnd() < FIRST_NEW_WINDOW);
    assertThat(regions)
        .isNotEmpty()
        .allSatisfy(
            (key, sums) ->
                assertThat(sums)
                    .isEqualTo(
                        published.get(
                            new BruteForce.Key(
                                key.cohort().replace(",region=unknown", ""), key.windowEnd()))));
  }

  @Test
  @EnabledIfSystemProperty(named = "savepoint.write", matches = ".+")
  void isWritten() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      KafkaTopics topics = topics(broker);
      writeFirstHalf(topics);
      try (RunningJob job = RunningJob.start(WRITTEN_WITH_PARALLELISM, topics.arguments())) {
        topics.readUntil(
            topics.quality(),
            records ->
                topics.allIsRead()
                    && PublishedQuality.of(records).records().keySet().stream()
                        .anyMatch(key -> key.windowEnd() == FIRST_OPEN_WINDOW - 1000));
        System.out.println(job.stop(Path.of(System.getProperty("savepoint.write"))));
      }
    }
  }

  /** What the run behind the savepoint publishes. */
  private PublishedQuality published(String format, int parallelism, String... arguments)
      throws Exception {
    return published(format, parallelism, new Configuration(), arguments);
  }

  private PublishedQuality published(
      String format, int parallelism, Configuration job, String... arguments) throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      KafkaTopics topics = topics(broker);
      writeFirstHalf(topics);
      writeSecondHalf(topics);
      Configuration recovery = new Configuration(job);
      recovery.set(
          StateRecoveryOptions.SAVEPOINT_PATH, SAVEPOINTS.resolve(format).toUri().toString());
      try (RunningJob run = RunningJob.start(parallelism, recovery, topics.arguments(arguments))) {
        topics.awaitAllRead();
        run.drain(savepoints);
      }
      assertThat(topics.readAll(topics.late())).isEmpty();
      assertThat(topics.readAll(topics.rejected())).isEmpty();
      return PublishedQuality.of(topics.readAll(topics.quality()));
    }
  }

  /** The windows that were open, and those that events of the second half are in. */
  private Map<BruteForce.Key, BruteForce.Sums> expected(Predicate<BruteForce.Key> those) {
    Set<BruteForce.Key> touched = secondHalf.withEvents();
    return all.expected().entrySet().stream()
        .filter(window -> those.test(window.getKey()))
        .filter(
            window ->
                window.getKey().windowEnd() >= FIRST_OPEN_WINDOW
                    || touched.contains(window.getKey()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** The savepoint knows the events topic by its name. */
  private static KafkaTopics topics(EmbeddedBroker broker) {
    return new KafkaTopics(broker.bootstrapServers(), "savepoint", PARTITIONS);
  }

  private void writeFirstHalf(KafkaTopics topics) {
    try (EventWriter writer = topics.writer()) {
      for (int i = 0; i < EVENTS_OF_A_HALF; i++) {
        byte[] event = events.event(START + i);
        all.add(event);
        plays.add(event);
        writer.write(i % PARTITIONS, START + i, null, event);
      }
    }
  }

  private void writeSecondHalf(KafkaTopics topics) {
    try (EventWriter writer = topics.writer()) {
      for (int i = EVENTS_OF_A_HALF; i < 2 * EVENTS_OF_A_HALF; i++) {
        byte[] event = events.event(START + i - (i % 10 == 0 ? LATE_BY : 0));
        all.add(event);
        plays.add(event);
        secondHalf.add(event);
        writer.write(i % PARTITIONS, START + i, null, event);
      }
    }
  }
}
