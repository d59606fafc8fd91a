package io.playbackanalytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.playbackanalytics.kafka.Clusters;
import io.playbackanalytics.kafka.EventWriter;
import io.playbackanalytics.kafka.Headers;
import io.playbackanalytics.kafka.KafkaTopics;
import io.playbackanalytics.kafka.OpenTransaction;
import io.playbackanalytics.kafka.PrometheusPage;
import io.playbackanalytics.kafka.RunningBroker;
import io.playbackanalytics.kafka.RunningJob;
import io.playbackanalytics.oracle.BruteForce;
import io.playbackanalytics.oracle.PublishedQuality;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens when a partition, the whole stream or the job itself is silent for a while. */
class SilenceIT {

  private static final long START = 1_750_000_000_000L;
  private static final int PARTITIONS = 4;

  /** How long a transaction stays open. */
  private static final Duration OPEN = Duration.ofSeconds(Long.getLong("transaction.seconds", 3));

  private static final int ROUNDS = 3;
  private static final int BURST = 2000;
  private static final int MOST_ROUNDS = 300;

  private static final PrometheusPage PAGE = PrometheusPage.onFreePort();

  @RegisterExtension static final RunningBroker BROKER = new RunningBroker();

  @RegisterExtension
  static final MiniClusterExtension CLUSTER = Clusters.withSlots(PARTITIONS, PAGE);

  @TempDir Path savepoints;

  private final BruteForce oracle = new BruteForce();

  @Test
  void partitionsIdleFromTheStartOrLaterHoldNoWindowBackAndAreStillJudgedRightly()
      throws Exception {
    KafkaTopics topics = BROKER.topics("idle", PARTITIONS);
    byte[] tooLate = event("comeback", 20);
    try (RunningJob job = start(topics)) {
      for (int partition : List.of(0, 1, 2)) {
        topics.send(partition, counted("steady", 0), counted("steady", 10));
      }
      awaitWindow(topics, 5);
      topics.send(0, counted("steady", 100));
      topics.send(1, counted("steady", 100));
      awaitWindow(topics, 15);
      topics.send(2, tooLate, counted("comeback", 75), counted("comeback", 99));
      topics.readUntil(topics.late(), records -> !records.isEmpty());
      assertThat(PAGE.sum("playback_events_dropped_total")).isZero();
      job.drain(savepoints);
    }
    assertOnlyLate(topics, tooLate);
    assertQuality(topics);
  }

  /**
   * Its partition is not read to its end as long as the producer may yet commit; once it has
   * decided, the marker of that at the end is no record to wait for.
   */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anOpenTransactionHoldsWindowsBackUntilItIsDecided(boolean committed) throws Exception {
    KafkaTopics topics = BROKER.topics("transaction-" + committed, PARTITIONS);
    try (RunningJob job = start(topics)) {
      try (OpenTransaction transaction =
          topics.open(1, committed ? counted("steady", 3) : event("steady", 3))) {
        // Far enough ahead for what the transaction holds to be too late, if anybody goes on.
        for (int partition : List.of(0, 2, 3)) {
          topics.send(
              partition, counted("steady", 0), counted("steady", 10), counted("steady", 99));
        }
        PAGE.await("playback_records_read_total", read -> PrometheusPage.sum(read) == 9);
        PAGE.await(
            "sourceIdleTime", OPEN.plusMinutes(1), times -> areSilentFor(OPEN.toMillis(), times));
        assertThat(topics.readAll(topics.quality())).isEmpty();
        if (committed) {
          transaction.commit();
        } else {
          transaction.abort();
        }
      }
      awaitWindow(topics, 5);
      job.drain(savepoints);
    }
    assertThat(topics.readAll(topics.late())).isEmpty();
    assertQuality(topics);
  }

  @Test
  void whatWasTooLateBeforeARestartIsTooLateAfterIt() throws Exception {
    KafkaTopics topics = BROKER.topics("restart", PARTITIONS);
    byte[] tooLate = event("steady", 21);
    String savepoint;
    try (RunningJob job = start(topics)) {
      for (int partition = 0; partition < PARTITIONS; partition++) {
        topics.send(partition, counted("steady", 20), counted("steady", 100));
      }
      awaitWindow(topics, 25);
      savepoint = job.stop(savepoints);
    }
    assertThat(PublishedQuality.of(topics.readAll(topics.quality())).records().keySet())
        .as("windows that stopping must not fire")
        .noneMatch(key -> key.windowEnd() > START + 98_000);
    topics.send(1, tooLate, counted("steady", 80));
    Configuration recovery = new Configuration();
    recovery.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    try (RunningJob job = RunningJob.start(PARTITIONS, recovery, arguments(topics))) {
      topics.readUntil(topics.late(), records -> !records.isEmpty());
      // A checkpoint is through, so every task runs and can be drained.
      topics.awaitAllRead();
      job.drain(savepoints);
    }
    assertOnlyLate(topics, tooLate);
    assertQuality(topics);
  }

  /**
   * As after an outage of the broker: nothing for longer than the idle timeout, then everything at
   * once, with one partition ahead of the others.
   */
  @Test
  void whatComesAtOnceAfterASilenceIsInItsWindowsOrLateButNeverDropped() throws Exception {
    KafkaTopics topics = BROKER.topics("outage", PARTITIONS);
    try (RunningJob job = start(topics)) {
      int sent = 0;
      for (int round = 0; round < ROUNDS; round++) {
        int now = round * 100;
        for (int partition = 0; partition < PARTITIONS; partition++) {
          topics.send(partition, event("steady", now));
          sent++;
        }
        PAGE.await("sourceIdleTime", SilenceIT::isBeyondTheIdleTimeout);
        try (EventWriter writer = topics.writer()) {
          for (int i = 0; i < BURST; i++) {
            int ahead = i % PARTITIONS == 0 ? 60 : i % 60;
            writer.write(i % PARTITIONS, null, event("burst", now + ahead));
            sent++;
          }
        }
        int expected = sent;
        PAGE.await("playback_records_read_total", read -> PrometheusPage.sum(read) == expected);
      }
      int all = sent;
      PAGE.await(
          "playback_app_events_total",
          events -> PrometheusPage.sum(events) + sum("playback_records_late_total") == all);
      assertThat(PAGE.sum("playback_events_dropped_total")).isZero();
      assertThat(job.isRunning()).isTrue();
    }
  }

  /** Else every later backlog would cross the network event by event, for as long as it runs. */
  @Test
  void aSubtaskThatWasIdleSumsOldEventsAgainOnceWindowsWaitForIt() throws Exception {
    KafkaTopics topics = BROKER.topics("comeback", PARTITIONS);
    try (RunningJob job = start(topics);
        EventWriter writer = topics.writer()) {
      writeToAll(writer, 0);
      PAGE.await("sourceIdleTime", SilenceIT::isBeyondTheIdleTimeout);
      int doubtful;
      int before;
      int round = 0;
      do {
        before = doubtful();
        round++;
        writeToAll(writer, round);
        int sent = (round + 1) * PARTITIONS;
        PAGE.await(
            "operator_playback_records_aggregated_total", all -> PrometheusPage.sum(all) == sent);
        doubtful = doubtful();
      } while (doubtful > before && round < MOST_ROUNDS);
      assertThat(doubtful).as("of round %d", round).isPositive().isEqualTo(before);
      job.drain(savepoints);
    }
    assertQuality(topics);
  }

  private void writeToAll(EventWriter writer, int second) {
    for (int partition = 0; partition < PARTITIONS; partition++) {
      writer.write(partition, null, counted("steady", second));
    }
  }

  /** How many events have had a second look. */
  private static int doubtful() throws Exception {
    return (int)
        PAGE.samples("operator_playback_records_aggregated_total").stream()
            .filter(sample -> sample.labels().contains("operator_name=\"Second look\""))
            .mapToDouble(PrometheusPage.Sample::value)
            .sum();
  }

  private static double sum(String nameEnd) {
    try {
      return PAGE.sum(nameEnd);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Test
  void drainingAStreamThatFellSilentFiresEveryWindow() throws Exception {
    KafkaTopics topics = BROKER.topics("drained", PARTITIONS);
    try (RunningJob job = start(topics)) {
      topics.send(0, counted("steady", 0), counted("steady", 1));
      PAGE.await("sourceIdleTime", SilenceIT::isBeyondTheIdleTimeout);
      job.drain(savepoints);
    }
    assertQuality(topics);
  }

  @Test
  void gaugesOfAStreamThatStoppedShowNotANumber() throws Exception {
    KafkaTopics topics = BROKER.topics("stopped", PARTITIONS);
    try (RunningJob job = start(topics)) {
      for (int second = 0; second <= 10; second++) {
        topics.send(0, event("steady", second));
      }
      List<PrometheusPage.Sample> shown =
          PAGE.await(
              "playback_app_stall_ratio",
              samples -> samples.stream().anyMatch(sample -> !Double.isNaN(sample.value())));
      assertThat(shown).hasSize(1);
      assertThat(shown.get(0).labels()).contains("app=\"steady\"");
      assertThat(shown.get(0).value()).isEqualTo(0.2);
      for (String gauge : List.of("stall_ratio", "decode_failure_ratio", "playback_seconds")) {
        PAGE.await(
            "playback_app_" + gauge,
            samples ->
                !samples.isEmpty()
                    && samples.stream().allMatch(sample -> Double.isNaN(sample.value())));
      }
      assertThat(PAGE.sum("playback_app_events_total")).isEqualTo(11);
      assertThat(job.isRunning()).isTrue();
    }
  }

  private static RunningJob start(KafkaTopics topics) throws Exception {
    return RunningJob.start(PARTITIONS, arguments(topics));
  }

  private static String[] arguments(KafkaTopics topics) {
    return topics.arguments("--event-time.idle-timeout", "1 s");
  }

  /** Every subtask has been without a record for well over the idle timeout of 1 s. */
  private static boolean isBeyondTheIdleTimeout(List<PrometheusPage.Sample> idleTimes) {
    return areSilentFor(3000, idleTimes);
  }

  private static boolean areSilentFor(long millis, List<PrometheusPage.Sample> idleTimes) {
    return idleTimes.size() == PARTITIONS
        && idleTimes.stream().allMatch(sample -> sample.value() > millis);
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

  private static void assertOnlyLate(KafkaTopics topics, byte[] value) {
    List<ConsumerRecord<byte[], byte[]>> late = topics.readAll(topics.late());
    assertThat(late).hasSize(1);
    assertThat(late.get(0).value()).isEqualTo(value);
    assertThat(Headers.of(late.get(0)).get("reason")).isEqualTo("late");
    assertThat(topics.readAll(topics.rejected())).isEmpty();
  }

  /** An event that the windows are to hold. */
  private byte[] counted(String app, long second) {
    byte[] event = event(app, second);
    oracle.add(event);
    return event;
  }

  private static byte[] event(String app, long second) {
    return String.format(
            "{\"event_type\":\"HEARTBEAT\",\"app_id\":\"%s\",\"session_id\":\"s\","
                + "\"timestamp\":%d,\"play_ms\":800,\"buffer_ms\":200}",
            app, START + second * 1000)
        .getBytes(StandardCharsets.UTF_8);
  }
}
