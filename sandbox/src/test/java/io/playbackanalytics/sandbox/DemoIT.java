package io.playbackanalytics.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class DemoIT {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Pattern RECORDS =
      Pattern.compile("records read +([\\d,]+) = ([\\d,]+) agg.* ([\\d,]+) late.* ([\\d,]+) rej.*");

  @TempDir private Path work;

  @Test
  void playsReportsAndEndsByItself() throws Exception {
    try (DemoProcess demo = DemoProcess.start(work, "--seconds", "20", "--players", "400")) {
      URI metrics = URI.create(demo.awaitAddress("Metrics"));
      String kafka = demo.awaitAddress("Kafka");
      assertThat(awaitStallRatio(metrics)).contains("playback", "app=\"music-android\"");
      assertThat(faultsOfQuality(kafka, 200)).isEmpty();

      assertThat(demo.awaitExit(PATIENCE)).isZero();
      for (String app : List.of("music-android", "music-ios", "video-tv", "podcast-web")) {
        assertThat(demo.output()).anyMatch(line -> line.contains(" events ") && line.endsWith(app));
      }
      long[] records = records(demo);
      assertThat(records[0]).isEqualTo(records[1] + records[2] + records[3]);
      assertThat(records).doesNotContain(0);
      assertThat(totalEvents(demo)).isEqualTo(records[1]);
    }
    assertThat(DemoProcess.folder(work)).doesNotExist();
  }

  @Test
  void replaysAFileAndFiresEveryWindow() throws Exception {
    assertReplayed();
  }

  @Test
  void firesEveryWindowOfAReplayThatFellSilentLongBeforeTheEnd() throws Exception {
    assertReplayed("--seconds", "12");
  }

  @Test
  void saysWhyNothingOfAFileIsInAWindow() throws Exception {
    Path events = work.resolve("iso.json.gz");
    try (OutputStream file = new GZIPOutputStream(Files.newOutputStream(events))) {
      String event =
          """
          {"event_type": "HEARTBEAT", "app_id": "tv", "session_id": "s1", "play_ms": 1000,
           "timestamp": "2026-03-01T12:00:00Z"}
          """;
      file.write(
          "[%s, {\"event_type\": \"HEARTBEAT\"}]"
              .formatted(String.join(",", Collections.nCopies(51, event)))
              .getBytes(UTF_8));
    }
    try (DemoProcess demo = DemoProcess.start(work, "--events", events.toString())) {
      assertThat(demo.awaitExit(PATIENCE)).isZero();
      assertThat(records(demo)).containsExactly(52, 0, 0, 52);
      assertThat(demo.output())
          .containsSubsequence(
              "No window has been published.",
              "quality records  0, of which 0 revise an earlier one",
              "why rejected, and the first of each")
          .anyMatch(line -> line.matches(" +51 +wrong_type timestamp: a string .*"))
          .anyMatch(line -> line.matches(" +… \"timestamp\": \"2026-03-01T12:00:00Z\".*"))
          .anyMatch(line -> line.matches(" +1 +missing_field app_id: .*"));
    }
  }

  @Test
  void leavesEverythingUpAfterAReplayForAsLongAsItIsTold() throws Exception {
    Path events = work.resolve("events.ndjson");
    Files.writeString(
        events,
        """
        {"event_type":"HEARTBEAT","app_id":"tv","session_id":"s1","timestamp":1700000000000,"play_ms":1}
        no json
        """);
    try (DemoProcess demo =
        DemoProcess.start(work, "--events", events.toString(), "--seconds", "600")) {
      URI flink = URI.create(demo.awaitAddress("Flink UI"));
      URI metrics = URI.create(demo.awaitAddress("Metrics"));
      String kafka = demo.awaitAddress("Kafka");
      demo.awaitLine("The file is through");

      assertThat(page(flink.resolve("/jobs/overview"))).contains("FINISHED");
      assertThat(page(metrics).lines())
          .anyMatch(line -> line.matches(".*_app_events_total\\{app=\"tv\",.*} 1\\.0"))
          .anyMatch(line -> line.matches(".*_records_rejected_total\\{.*} 1\\.0"));
      assertThat(faultsOfQuality(kafka, 20)).isEmpty();
      demo.signal("TERM");
      assertThat(demo.awaitExit(PATIENCE)).isEqualTo(143);
    }
    assertThat(DemoProcess.folder(work)).doesNotExist();
  }

  private static String page(URI address) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private void assertReplayed(String... more) throws Exception {
    Path events = work.resolve("events.ndjson");
    StringBuilder lines = new StringBuilder("not json\n\n");
    for (int i = 0; i < 1000; i++) {
      lines.append(
          """
          {"event_type":"HEARTBEAT","app_id":"app-%d","session_id":"s%d","timestamp":%d,\
          "play_ms":500,"buffer_ms":500}
          """
              .formatted(i % 3, i % 30, 1_700_000_000_000L + i * 37L));
    }
    Files.writeString(events, lines);
    List<String> options = new ArrayList<>(List.of("--events", events.toString()));
    options.addAll(List.of(more));
    try (DemoProcess demo = DemoProcess.start(work, options.toArray(String[]::new))) {
      assertThat(demo.awaitExit(PATIENCE)).isZero();
      assertThat(records(demo)).containsExactly(1002, 1000, 0, 2);
      assertThat(demo.output())
          .anyMatch(line -> line.matches("app-0 .* 334 .* 50\\.00 % +167\\.0 s"))
          .anyMatch(line -> line.matches("all 3 .* 1,000 .* 50\\.00 % +500\\.0 s"));
    }
    assertThat(DemoProcess.folder(work)).doesNotExist();
  }

  /** A line of the metrics page with a stall ratio that is a number. */
  private static String awaitStallRatio(URI page) throws Exception {
    HttpClient http = HttpClient.newHttpClient();
    HttpRequest request = HttpRequest.newBuilder(page).timeout(PATIENCE).build();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      String text = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
      for (String line : (Iterable<String>) text.lines()::iterator) {
        if (line.contains("stall_ratio{")
            && line.contains("app=\"music-android\"")
            && !line.endsWith("NaN")) {
          return line;
        }
      }
    }
    throw new AssertionError("No stall ratio on " + page);
  }

  /** What the schema finds wrong with the first records of the quality topic. */
  private static List<String> faultsOfQuality(String kafka, int records) throws IOException {
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(Files.readString(Path.of("../schemas/playback-quality-v1.schema.json")));
    List<String> faults = new ArrayList<>();
    int seen = 0;
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    TopicPartition partition = new TopicPartition("playback-quality", 0);
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      while (seen < records && System.nanoTime() < deadline) {
        for (var record : consumer.poll(Duration.ofMillis(200))) {
          seen++;
          schema
              .validate(record.value(), InputFormat.JSON)
              .forEach(fault -> faults.add(fault + " in " + record.value()));
        }
      }
    }
    assertThat(seen).isGreaterThanOrEqualTo(records);
    return faults;
  }

  /** Read, aggregated, late, rejected, as the last line about them says. */
  private static long[] records(DemoProcess demo) {
    for (String line : demo.output()) {
      Matcher matcher = RECORDS.matcher(line);
      if (matcher.matches()) {
        return new long[] {
          number(matcher.group(1)),
          number(matcher.group(2)),
          number(matcher.group(3)),
          number(matcher.group(4))
        };
      }
    }
    throw new AssertionError("No record counts in " + demo.output());
  }

  /** The events of all apps in all windows. */
  private static long totalEvents(DemoProcess demo) {
    String line =
        demo.output().stream().filter(text -> text.startsWith("all ")).findFirst().orElseThrow();
    return number(line.split(" {2,}")[1]);
  }

  private static long number(String text) {
    return Long.parseLong(text.replace(",", ""));
  }
}
