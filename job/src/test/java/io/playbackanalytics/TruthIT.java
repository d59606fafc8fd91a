package io.playbackanalytics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.playbackanalytics.kafka.Clusters;
import io.playbackanalytics.kafka.EventWriter;
import io.playbackanalytics.kafka.Headers;
import io.playbackanalytics.kafka.KafkaTopics;
import io.playbackanalytics.kafka.PrometheusPage;
import io.playbackanalytics.kafka.RunningBroker;
import io.playbackanalytics.kafka.RunningJob;
import io.playbackanalytics.oracle.BruteForce;
import io.playbackanalytics.oracle.BruteForcePlays;
import io.playbackanalytics.oracle.PublishedQuality;
import io.playbackanalytics.oracle.RandomEvents;
import io.playbackanalytics.oracle.WireSchema;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every number of every window is what a brute-force calculation over the same records says, and no
 * record is lost on the way: 200,000 events of 20 apps in 4 partitions, with malformed and late
 * ones among them.
 */
class TruthIT {

  private static final long SEED = 20260301;
  private static final long START = 1_750_000_000_000L;
  private static final int PUNCTUAL = 200_000;
  private static final long SPAN_MS = 100_000;
  private static final int PARTITIONS = 4;

  private static final PrometheusPage PAGE = PrometheusPage.onFreePort();

  @RegisterExtension static final RunningBroker BROKER = new RunningBroker();

  @RegisterExtension static final MiniClusterExtension CLUSTER = Clusters.withSlots(2, PAGE);

  @TempDir Path savepoints;

  private final RandomEvents events = new RandomEvents(SEED);
  private final BruteForce oracle = new BruteForce();
  private final BruteForcePlays plays = new BruteForcePlays();
  private final BruteForce stragglers = new BruteForce();
  private final Map<String, byte[]> late = new HashMap<>();
  private final Map<String, RandomEvents.Malformed> malformed = new HashMap<>();
  private final Map<String, byte[]> keys = new HashMap<>();
  private final long[] nextOffset = new long[PARTITIONS];

  @Test
  void everyWindowOfEveryCohortEqualsBruteForceAndEveryRecordIsCountedOnce() throws Exception {
    KafkaTopics topics = BROKER.topics("truth", PARTITIONS);
    long fired = START + SPAN_MS - 10_000;
    try (RunningJob job = RunningJob.start(2, topics.arguments())) {
      sendPunctual(topics);
      topics.readUntil(topics.quality(), records -> anyWindowFrom(fired, records));
      sendStragglers(topics);
      assertConservation();
      job.drain(savepoints);
    }
    assertQuality(topics.readAll(topics.quality()), fired);
    assertLate(topics.readAll(topics.late()));
    assertRejected(topics.readAll(topics.rejected()), topics.events());
  }

  /** Events that are never further behind than the out-of-orderness, and 3 % malformed records. */
  private void sendPunctual(KafkaTopics topics) throws Exception {
    try (EventWriter writer = topics.writer()) {
      for (int i = 0; i < PUNCTUAL; i++) {
        long time = START + i * SPAN_MS / PUNCTUAL - events.random().nextInt(1900);
        byte[] event = events.event(time);
        oracle.add(event);
        plays.add(event);
        send(writer, event);
        if (events.random().nextInt(100) < 3) {
          RandomEvents.Malformed record = events.malformed(time);
          malformed.put(send(writer, record.bytes()), record);
        }
      }
    }
  }

  /** 2 % events that are too late for every window, and some that change fired windows. */
  private void sendStragglers(KafkaTopics topics) throws Exception {
    try (EventWriter writer = topics.writer()) {
      for (int i = 0; i < PUNCTUAL / 50; i++) {
        byte[] event = events.event(START + events.random().nextInt(40_000));
        late.put(send(writer, event), event);
      }
      for (int i = 0; i < 1000; i++) {
        byte[] event = events.event(START + 72_000 + events.random().nextInt(10_000));
        oracle.add(event);
        plays.add(event);
        stragglers.add(event);
        send(writer, event);
      }
    }
  }

  /** Sends to a random partition, half of the records with a key; returns where it will stand. */
  private String send(EventWriter writer, byte[] value) {
    int partition = events.random().nextInt(PARTITIONS);
    String origin = partition + ":" + nextOffset[partition]++;
    byte[] key = events.random().nextBoolean() ? null : origin.getBytes(StandardCharsets.UTF_8);
    keys.put(origin, key);
    writer.write(partition, key, value);
    return origin;
  }

  private void assertConservation() throws Exception {
    double sent = LongStream.of(nextOffset).sum();
    PAGE.await("playback_records_read_total", read -> PrometheusPage.sum(read) == sent);
    assertThat(PAGE.sum("playback_records_late_total")).isEqualTo(late.size());
    assertThat(PAGE.sum("playback_records_rejected_total")).isEqualTo(malformed.size());
    assertThat(PAGE.sum("playback_records_aggregated_total"))
        .isEqualTo(sent - late.size() - malformed.size());
  }

  private void assertQuality(List<ConsumerRecord<byte[], byte[]>> records, long fired)
      throws Exception {
    WireSchema schema = WireSchema.named("playback-quality-v1");
    PublishedQuality published = PublishedQuality.of(records);
    assertThat(oracle.wrong(published.counting())).isEmpty();
    assertThat(plays.wrong(published)).isEmpty();
    assertThat(plays.size()).isGreaterThan(2000);
    Set<BruteForce.Key> changed = stragglers.withEvents();
    published
        .records()
        .forEach(
            (key, values) -> {
              PublishedQuality.assertRevisionsGrow(key, values);
              for (JsonNode value : values) {
                assertThat(schema.faults(value)).isEmpty();
              }
              if (!changed.contains(key)) {
                assertThat(values).as("revisions of %s", key).hasSize(1);
              } else if (key.windowEnd() <= fired) {
                assertThat(values).as("revisions of %s", key).hasSizeGreaterThan(1);
              }
            });
  }

  private void assertLate(List<ConsumerRecord<byte[], byte[]>> records) throws Exception {
    WireSchema schema = WireSchema.named("late-record-v1");
    Map<String, byte[]> found = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      Map<String, String> headers = Headers.of(record);
      assertThat(schema.faults(Headers.json(headers))).isEmpty();
      String origin = headers.get("source.partition") + ":" + headers.get("source.offset");
      assertThat(record.key()).isEqualTo(keys.get(origin));
      assertThat(found.put(origin, record.value())).as("late twice: %s", origin).isNull();
    }
    assertThat(found).containsOnlyKeys(late.keySet());
    found.forEach((origin, value) -> assertThat(value).isEqualTo(late.get(origin)));
  }

  private void assertRejected(List<ConsumerRecord<byte[], byte[]>> records, String topic)
      throws Exception {
    WireSchema schema = WireSchema.named("rejected-record-v1");
    Map<String, byte[]> found = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      Map<String, String> headers = Headers.of(record);
      assertThat(schema.faults(Headers.json(headers))).isEmpty();
      assertThat(headers).containsEntry("source.topic", topic);
      String origin = headers.get("source.partition") + ":" + headers.get("source.offset");
      assertThat(record.key()).isEqualTo(keys.get(origin));
      assertThat(headers).containsEntry("reason", malformed.get(origin).reason());
      assertThat(found.put(origin, record.value())).as("rejected twice: %s", origin).isNull();
    }
    assertThat(found).containsOnlyKeys(malformed.keySet());
    found.forEach((origin, value) -> assertThat(value).isEqualTo(malformed.get(origin).bytes()));
  }

  private static boolean anyWindowFrom(long end, List<ConsumerRecord<byte[], byte[]>> records) {
    return PublishedQuality.of(records).records().keySet().stream()
        .anyMatch(key -> key.windowEnd() >= end);
  }
}
