package io.playbackanalytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.playbackanalytics.kafka.Clusters;
import io.playbackanalytics.kafka.EventWriter;
import io.playbackanalytics.kafka.KafkaTopics;
import io.playbackanalytics.kafka.RunningBroker;
import io.playbackanalytics.kafka.RunningJob;
import io.playbackanalytics.oracle.PublishedQuality;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where a run starts to read, and by which clock it sorts events. Each run is bounded. */
class StartPositionIT {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  @RegisterExtension static final RunningBroker BROKER = new RunningBroker();

  @RegisterExtension static final MiniClusterExtension CLUSTER = Clusters.withSlots(1);

  @Test
  void aRunGoesOnBehindWhatItsGroupHasCommitted() throws Exception {
    KafkaTopics topics = BROKER.topics("committed", 2);
    write(topics, "first", START);
    run(topics);
    write(topics, "second", START);
    run(topics, "--events.start", "committed");
    assertThat(appsIn(topics)).containsExactly("first", "second");
    run(topics, "--events.start", "committed");
    assertThat(PublishedQuality.of(topics.readAll(topics.quality())).records().values())
        .allMatch(records -> records.size() == 1);
  }

  @Test
  void aRunFromAnInstantReadsTheRecordsFromThenOn() throws Exception {
    KafkaTopics topics = BROKER.topics("instant", 2);
    write(topics, "before", START);
    write(topics, "then", START.plusSeconds(60));
    write(topics, "after", START.plusSeconds(120));
    run(topics, "--events.start", START.plusSeconds(60).toString());
    assertThat(appsIn(topics)).containsExactly("after", "then");
  }

  @Test
  void eventsOfAnAbortedTransactionAreNotCounted() throws Exception {
    KafkaTopics topics = BROKER.topics("aborted", 1);
    topics.sendAndAbort(0, event("aborted"));
    topics.send(0, event("committed"));
    run(topics);
    assertThat(appsIn(topics)).containsExactly("committed");
  }

  @Test
  void byTheClockOfTheRecordThePlayersClockDoesNotMatter() throws Exception {
    KafkaTopics topics = BROKER.topics("record", 1);
    write(topics, "app", START.plusSeconds(100));
    run(topics, "--event-time.source", "record", "--cohorts", "app");
    assertThat(PublishedQuality.of(topics.readAll(topics.quality())).records().keySet())
        .extracting(key -> Instant.ofEpochMilli(key.windowEnd()))
        .contains(START.plusSeconds(101))
        .doesNotContain(START.plusSeconds(1));
  }

  /** Later arguments win, so {@code more} may set another start than the earliest. */
  private static void run(KafkaTopics topics, String... more) throws Exception {
    String[] arguments = new String[more.length + 2];
    arguments[0] = "--events.bounded";
    arguments[1] = "true";
    System.arraycopy(more, 0, arguments, 2, more.length);
    try (RunningJob job = RunningJob.start(1, topics.arguments(arguments))) {
      job.awaitFinished();
    }
  }

  /** Writes an event in a record of its own time. */
  private static void write(KafkaTopics topics, String app, Instant recordTime) {
    try (EventWriter writer = topics.writer()) {
      writer.write(0, recordTime.toEpochMilli(), null, event(app));
    }
  }

  /** An event of {@link #START} by the player's clock. */
  private static byte[] event(String app) {
    return String.format(
            "{\"event_type\":\"HEARTBEAT\",\"app_id\":\"%s\",\"session_id\":\"s\","
                + "\"timestamp\":%d}",
            app, START.toEpochMilli())
        .getBytes(StandardCharsets.UTF_8);
  }

  private static Set<String> appsIn(KafkaTopics topics) {
    Set<String> apps = new TreeSet<>();
    PublishedQuality.of(topics.readAll(topics.quality()))
        .records()
        .forEach(
            (key, records) ->
                records.forEach(record -> apps.add(record.get("cohort").get("app").asText())));
    return apps;
  }
}
