package io.playbackanalytics.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.playbackanalytics.kafka.Headers;
import io.playbackanalytics.kafka.KafkaTopics;
import io.playbackanalytics.oracle.PublishedQuality;
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
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A steady load and a random fault every half a minute, for as long as is asked; then everything
 * that was published is compared with the oracle. {@code cluster-tests/soak} runs it for longer
 * than {@code ./verify --long} does.
 */
@Tag("long")
class SoakIT {

  private static final long SEED = Long.getLong("soak.seed", 20261124);
  private static final Duration DURATION = Duration.ofMinutes(Long.getLong("soak.minutes", 1));
  private static final Duration BETWEEN_FAULTS = Duration.ofSeconds(30);
  private static final Duration SHORT_ABSENCE = Duration.ofSeconds(10);

  private static final int PARTITIONS = 4;
  private static final int PARALLELISM = 4;
  private static final int TASK_MANAGERS = 2;
  private static final int EVENTS_PER_SECOND = 500;

  /**
   * A restart may wait for a minute as configured: in a soak, too many faults would meet no job.
   */
  private static final Map<String, String> SETTINGS =
      Map.of("restart-strategy.exponential-delay.max-backoff", "2 s");

  private final Path folder = Workplace.of(SoakIT.class);
  private final Random random = new Random(SEED);

  /** What goes wrong. */
  private enum Fault {
    TASK_MANAGER_KILLED,
    TASK_MANAGER_STOPPED_FOR_A_WHILE,
    JOB_MANAGER_KILLED,
    BROKER_KILLED,
    BROKER_STOPPED_FOR_A_WHILE
  }

  @Test
  void everyWindowIsRightHoweverOftenSomethingBreaks() throws Exception {
    System.out.printf("Soak: seed %d, %d min%n", SEED, DURATION.toMinutes());
    try (KafkaProcess kafka = KafkaProcess.start(folder);
        FlinkCluster flink = FlinkCluster.start(folder, TASK_MANAGERS, SETTINGS)) {
      KafkaTopics topics = new KafkaTopics(kafka.bootstrapServers(), "soak", PARTITIONS);
      Results results = new Results(topics);
      String job = submit(flink, topics, Optional.empty());
      try (LiveEvents players = LiveEvents.start(topics, PARTITIONS, EVENTS_PER_SECOND, SEED)) {
        results.awaitNewWindows();
        players.disturb();
        Instant end = Instant.now().plus(DURATION);
        Footprint begin = Footprint.of(flink, job);
        int faults = 0;
        Duration longestOutage = Duration.ZERO;
        while (Instant.now().isBefore(end)) {
          Fault fault = Fault.values()[random.nextInt(Fault.values().length)];
          Instant broken = Instant.now();
          job = inflict(fault, kafka, flink, topics, job);
          results.awaitNewWindows();
          Duration outage = Duration.between(broken, Instant.now());
          longestOutage = outage.compareTo(longestOutage) > 0 ? outage : longestOutage;
          faults++;
          System.out.printf("  %s: results again after %.1f s%n", fault, outage.toMillis() / 1e3);
          Await.until("the next fault is due", broken.plus(BETWEEN_FAULTS));
        }
        players.stop();
        topics.awaitAllRead();
        Footprint last = Footprint.of(flink, job);
        flink.rest().drain(job);
        report(players, topics, faults, longestOutage, begin, last);
        results.assertEveryWindowOnce(players.oracle());
        assertSetAsideOnce(topics, topics.late(), players.late());
        assertSetAsideOnce(topics, topics.rejected(), players.rejected());
      }
    }
  }

  /** Returns the job's id, which is another one when it had to be submitted again. */
  private String inflict(
      Fault fault, KafkaProcess kafka, FlinkCluster flink, KafkaTopics topics, String job) {
    int victim = random.nextInt(TASK_MANAGERS);
    switch (fault) {
      case TASK_MANAGER_KILLED -> {
        flink.killTaskManager(victim);
        flink.replaceTaskManager(victim);
      }
      case TASK_MANAGER_STOPPED_FOR_A_WHILE -> {
        flink.pauseTaskManager(victim);
        Await.until("it has stood still", Instant.now().plus(SHORT_ABSENCE));
        flink.resumeTaskManager(victim);
      }
      case JOB_MANAGER_KILLED -> {
        flink.killJobManager();
        flink.restartJobManager();
        return submit(flink, topics, Optional.of(flink.newestCheckpoint()));
      }
      case BROKER_KILLED -> {
        kafka.kill();
        kafka.restart();
      }
      case BROKER_STOPPED_FOR_A_WHILE -> {
        kafka.pause();
        Await.until("it has stood still", Instant.now().plus(SHORT_ABSENCE));
        kafka.resume();
      }
    }
    return job;
  }

  private static String submit(FlinkCluster flink, KafkaTopics topics, Optional<String> state) {
    return flink.submit(
        PARALLELISM, state, List.of(topics.arguments("--sink.delivery", "exactly-once")));
  }

  private static void report(
      LiveEvents players,
      KafkaTopics topics,
      int faults,
      Duration longestOutage,
      Footprint begin,
      Footprint end) {
    PublishedQuality published = PublishedQuality.of(topics.readAll(topics.quality()));
    List<String> wrong = players.oracle().wrong(published.counting());
    List<String> late = sources(topics, topics.late());
    List<String> rejected = sources(topics, topics.rejected());
    System.out.printf(
        """
        events in            %,12d
          aggregated         %,12d
          late               %,12d of %,d
          rejected           %,12d of %,d
        set aside twice      %,12d
        windows compared     %,12d
        windows wrong        %,12d
        faults survived      %,12d
        longest outage       %10.1f s
        heap of TaskManagers %8d MB → %d MB
        state                %8d kB → %d kB
        """,
        players.sent(),
        players.aggregated(),
        late.size(),
        players.late(),
        rejected.size(),
        players.rejected(),
        late.size() - Set.copyOf(late).size() + rejected.size() - Set.copyOf(rejected).size(),
        players.oracle().expected().size(),
        wrong.size(),
        faults,
        longestOutage.toMillis() / 1e3,
        begin.heapBytes() >> 20,
        end.heapBytes() >> 20,
        begin.stateBytes() >> 10,
        end.stateBytes() >> 10);
  }

  /** Neither lost nor there twice. */
  private static void assertSetAsideOnce(KafkaTopics topics, String topic, long expected) {
    assertThat(sources(topics, topic))
        .as(topic)
        .doesNotHaveDuplicates()
        .hasSize(Math.toIntExact(expected));
  }

  /** Where the records of a topic came from. */
  private static List<String> sources(KafkaTopics topics, String topic) {
    return topics.readAll(topic).stream()
        .map(Headers::of)
        .map(headers -> headers.get("source.partition") + "@" + headers.get("source.offset"))
        .toList();
  }

  /** What the job takes of the machine. */
  private record Footprint(long heapBytes, long stateBytes) {

    static Footprint of(FlinkCluster flink, String job) {
      return new Footprint(flink.rest().heapUsed(), flink.rest().stateSize(job));
    }
  }
}
