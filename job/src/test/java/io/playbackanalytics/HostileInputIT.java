package io.playbackanalytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.playbackanalytics.kafka.Clusters;
import io.playbackanalytics.kafka.EventWriter;
import io.playbackanalytics.kafka.Headers;
import io.playbackanalytics.kafka.KafkaTopics;
import io.playbackanalytics.kafka.RunningBroker;
import io.playbackanalytics.kafka.RunningJob;
import io.playbackanalytics.oracle.BruteForce;
import io.playbackanalytics.oracle.PublishedQuality;
import io.playbackanalytics.oracle.WireSchema;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Whatever one client sends, it gets what the contract says and everybody else's numbers stay. */
class HostileInputIT {

  private static final long START = 1_750_000_000_000L;

  /** Too late for every window. */
  private static final long LONG_AGO = START - 3_600_000;

  private static final String HOSTILE_APP = "q\\\"uo\\nte,=\\\\😀";
  private static final String HOSTILE_KEY = "app=q\"uo\nte\\,\\=\\\\😀";

  @RegisterExtension static final RunningBroker BROKER = new RunningBroker();

  @RegisterExtension static final MiniClusterExtension CLUSTER = Clusters.withSlots(1);

  @TempDir Path savepoints;

  /** A record and the reason that the rejected topic is to give for it. */
  private record Rejected(byte @Nullable [] value, String reason, @Nullable String field) {}

  @Test
  void eachGetsItsReasonAndTheJobGoesOn() throws Exception {
    KafkaTopics topics = BROKER.topics("hostile", 1);
    try (RunningJob job = RunningJob.start(1, topics.arguments())) {
      sendOnTime(topics);
      topics.readUntil(topics.quality(), records -> !records.isEmpty());
      sendHostile(topics);
      topics.readUntil(topics.late(), records -> !records.isEmpty());
      assertThat(job.isRunning()).isTrue();
      job.drain(savepoints);
    }
    assertLate(topics.readAll(topics.late()));
    assertRejected(topics.readAll(topics.rejected()));
    assertQuality(topics.readAll(topics.quality()));
  }

  private static void sendOnTime(KafkaTopics topics) {
    topics.send(0, event("good", START, ""), event("good", START + 60_000, ""));
  }

  private static void sendHostile(KafkaTopics topics) {
    try (EventWriter writer = topics.writer()) {
      rejected().forEach(record -> writer.write(0, null, record.value()));
      accepted().forEach(value -> writer.write(0, null, value));
      writer.write(0, null, event("good", LONG_AGO, ""));
    }
  }

  /** Larger than any request of the job's, and a small message once a client has compressed it. */
  @Test
  void aValueThatIsLargeOnlyUnpackedIsCutAndTheJobGoesOn() throws Exception {
    KafkaTopics topics = BROKER.topics("unpacked", 1);
    byte[] value = new byte[66 << 20];
    try (RunningJob job = RunningJob.start(1, topics.arguments())) {
      try (KafkaProducer<byte[], byte[]> producer =
          new KafkaProducer<>(
              Map.of(
                  "bootstrap.servers",
                  topics.bootstrapServers(),
                  "compression.type",
                  "gzip",
                  "max.request.size",
                  Integer.toString(2 * value.length),
                  "buffer.memory",
                  Integer.toString(2 * value.length)),
              new ByteArraySerializer(),
              new ByteArraySerializer())) {
        producer.send(new ProducerRecord<>(topics.events(), value)).get();
      }
      ConsumerRecord<byte[], byte[]> cut =
          topics.readUntil(topics.rejected(), records -> !records.isEmpty()).get(0);
      assertThat(cut.value()).hasSize(1 << 20);
      assertThat(Headers.of(cut))
          .containsEntry("reason", "too_large")
          .containsEntry("source.value-bytes", Integer.toString(value.length));
      assertThat(job.isRunning()).isTrue();
    }
  }

  private static List<Rejected> rejected() {
    long now = START + 60_000;
    return List.of(
        new Rejected(event("a", 4_070_908_800_000L, ""), "future_timestamp", "timestamp"),
        new Rejected(new byte[0], "not_json", null),
        new Rejected(null, "not_json", null),
        new Rejected(
            event("a", now, ",\"ext_info\":{\"x\":\"" + "y".repeat(5_000_000) + "\"}"),
            "too_large",
            null),
        new Rejected(
            ("[".repeat(10_000) + "]".repeat(10_000)).getBytes(StandardCharsets.UTF_8),
            "wrong_type",
            null),
        new Rejected("{\"a\":".repeat(10_000).getBytes(StandardCharsets.UTF_8), "not_json", null),
        new Rejected(notUtf8(event("\u00e9", now, "")), "not_json", null),
        new Rejected(event("a", now, ",\"play_ms\":\"12\""), "wrong_type", "play_ms"),
        new Rejected(event("a", now, ",\"play_ms\":-1"), "out_of_range", "play_ms"),
        new Rejected(event("a", now, ",\"play_ms\":1e400"), "out_of_range", "play_ms"),
        new Rejected(event("a", now, ",\"play_ms\":1,\"play_ms\":true"), "wrong_type", "play_ms"));
  }

  private static List<byte[]> accepted() {
    long now = START + 60_000;
    String nested = "{\"x\":".repeat(10_000) + "1" + "}".repeat(10_000);
    return List.of(
        event("nested", now, ",\"ext_info\":" + nested + ",\"play_ms\":1"),
        event("nested", now, ",\"whatever\":" + nested + ",\"play_ms\":2"),
        event("twice", now, ",\"play_ms\":\"x\",\"play_ms\":40,\"play_ms\":4"),
        event(HOSTILE_APP, now, ",\"play_ms\":8"));
  }

  private static void assertLate(List<ConsumerRecord<byte[], byte[]>> late) {
    assertThat(late).hasSize(1);
    assertThat(late.get(0).value()).isEqualTo(event("good", LONG_AGO, ""));
    assertThat(Headers.of(late.get(0)))
        .containsEntry("reason", "late")
        .containsEntry("event.timestamp", Long.toString(LONG_AGO))
        .containsEntry("watermark", Long.toString(START + 60_000 - 2000 - 1));
  }

  private static void assertRejected(List<ConsumerRecord<byte[], byte[]>> records)
      throws Exception {
    List<ConsumerRecord<byte[], byte[]>> byOffset = new ArrayList<>(records);
    byOffset.sort(Comparator.comparingLong(HostileInputIT::sourceOffset));
    List<Rejected> expected = rejected();
    assertThat(byOffset).hasSameSizeAs(expected);
    WireSchema schema = WireSchema.named("rejected-record-v1");
    for (int i = 0; i < expected.size(); i++) {
      Map<String, String> headers = Headers.of(byOffset.get(i));
      assertThat(headers.get("reason")).as("record %d", i).isEqualTo(expected.get(i).reason());
      assertThat(headers.get("field")).as("record %d", i).isEqualTo(expected.get(i).field());
      assertThat(Arrays.equals(byOffset.get(i).value(), expected.get(i).value())).isTrue();
      assertThat(schema.faults(Headers.json(headers))).isEmpty();
    }
  }

  private static void assertQuality(List<ConsumerRecord<byte[], byte[]>> records) throws Exception {
    BruteForce oracle = new BruteForce();
    oracle.add(event("good", START, ""));
    oracle.add(event("good", START + 60_000, ""));
    for (byte[] value : accepted()) {
      oracle.add(value);
    }
    Map<BruteForce.Key, BruteForce.Sums> last = PublishedQuality.of(records).counting();
    assertThat(oracle.wrong(last)).isEmpty();
    assertThat(last)
        .containsEntry(
            new BruteForce.Key(HOSTILE_KEY, START + 61_000), new BruteForce.Sums(1, 0, 0, 8, 0));
    WireSchema schema = WireSchema.named("playback-quality-v1");
    for (ConsumerRecord<byte[], byte[]> record : records) {
      assertThat(schema.faults(record.value())).isEmpty();
    }
  }

  private static byte[] event(String app, long timestamp, String more) {
    return ("{\"event_type\":\"HEARTBEAT\",\"app_id\":\""
            + app
            + "\",\"session_id\":\"s\",\"timestamp\":"
            + timestamp
            + more
            + "}")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** The same text as Latin-1: a lone byte above 0x7F. */
  private static byte[] notUtf8(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8).getBytes(StandardCharsets.ISO_8859_1);
  }

  private static long sourceOffset(ConsumerRecord<byte[], byte[]> record) {
    return Long.parseLong(Headers.of(record).get("source.offset"));
  }
}
