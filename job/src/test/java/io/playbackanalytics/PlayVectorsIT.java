package io.playbackanalytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.playbackanalytics.kafka.Clusters;
import io.playbackanalytics.kafka.KafkaTopics;
import io.playbackanalytics.kafka.RunningBroker;
import io.playbackanalytics.kafka.RunningJob;
import io.playbackanalytics.oracle.BruteForce;
import io.playbackanalytics.oracle.ExactJson;
import io.playbackanalytics.oracle.PublishedQuality;
import io.playbackanalytics.play.PlayVectorsTest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The plays of {@link PlayVectorsTest} from Kafka to Kafka: what is in their windows, at first and
 * in the end, and in the ledger.
 */
class PlayVectorsIT {

  private static final long BEGINNING = 1_767_225_600_000L;

  /** Longer than any of them takes, with all that follows from its silence. */
  private static final long APART = Duration.ofMinutes(20).toMillis();

  private static final long SECOND = 1000;
  private static final long WINDOW = 5 * SECOND;
  private static final long OUT_OF_ORDERNESS = 2 * SECOND;

  /** The app whose events say how late it is. */
  private static final String CLOCK = "clock";

  /** What the fields are called in records; the others have their names there. */
  private static final Map<String, String> NAMES =
      Map.of(
          "startup_wait_ms", "starting_ms",
          "bg_play_ms", "hidden_play_ms",
          "ebvs", "exits_before_start",
          "start_failures", "startup_failures",
          // None of them switches both ways.
          "up", "bitrate_switches");

  @RegisterExtension static final RunningBroker BROKER = new RunningBroker();
  @RegisterExtension static final MiniClusterExtension CLUSTER = Clusters.withSlots(2);

  @TempDir Path savepoints;

  private final SoftAssertions softly = new SoftAssertions();

  @Test
  void windowsAndLedgerAreThoseThatWereComputedByHand() throws Exception {
    JsonNode vectors = vectors();
    KafkaTopics topics = BROKER.topics("vectors", 1);
    try (RunningJob job =
        RunningJob.start(2, topics.arguments("--cohorts", "app", "--plays.accounting", "states"))) {
      for (int i = 0; i < vectors.size(); i++) {
        play(vectors.get(i), BEGINNING + i * APART, topics);
      }
      topics.awaitAllRead();
      job.drain(savepoints);
    }
    PublishedQuality quality = PublishedQuality.of(topics.readAll(topics.quality()));
    quality.records().forEach(PublishedQuality::assertRevisionsGrow);
    Map<String, List<JsonNode>> plays = byApp(topics.readAll(topics.plays()));
    for (int i = 0; i < vectors.size(); i++) {
      check(vectors.get(i), BEGINNING + i * APART, quality, plays);
    }
    softly.assertAll();
  }

  private void play(JsonNode vector, long from, KafkaTopics topics) {
    boolean isInSteps = vector.path("windows").has("first");
    Time time = new Time(from - 6 * SECOND, topics);
    for (JsonNode event : vector.get("events")) {
      if (event.has("wm") || isInSteps) {
        time.passTo(from + event.path("wm").asLong(event.get("t").asLong() - 1));
      }
      send(event(vector, event, from), topics);
    }
    if (isInSteps) {
      time.passTo(from + 62 * SECOND);
    }
  }

  /** Event time that passes second by second, so that each window is complete for a moment. */
  private static final class Time {

    private final KafkaTopics topics;
    private final long firstTick;
    private long watermark;

    Time(long watermark, KafkaTopics topics) {
      this.watermark = watermark;
      this.topics = topics;
      firstTick = watermark + SECOND + OUT_OF_ORDERNESS + 1;
    }

    void passTo(long to) {
      while (watermark < to) {
        watermark = Math.min(to, Math.floorDiv(watermark, SECOND) * SECOND + SECOND);
        send(clock(watermark + OUT_OF_ORDERNESS + 1), topics);
        long complete = Math.floorDiv(watermark + 1, SECOND) * SECOND;
        if (firstTick < complete) {
          topics.readUntil(
              topics.quality(),
              records -> records.stream().anyMatch(record -> isComplete(complete, record)));
        }
      }
    }

    private static boolean isComplete(long end, ConsumerRecord<byte[], byte[]> quality) {
      return app(quality).equals(CLOCK)
          && ExactJson.read(quality.value()).get("window_end").asLong() >= end;
    }
  }

  private static String app(ConsumerRecord<byte[], byte[]> quality) {
    return ExactJson.read(quality.value()).get("cohort").get("app").asText();
  }

  private static void send(ObjectNode event, KafkaTopics topics) {
    topics.send(0, event.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static ObjectNode clock(long time) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("event_type", "SEARCH")
        .put("app_id", CLOCK)
        .put("session_id", CLOCK)
        .put("timestamp", time);
  }

  private static ObjectNode event(JsonNode vector, JsonNode event, long from) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("event_type", event.path("type").asText("HEARTBEAT"))
            .put("app_id", appOf(vector, event.path("app").asText("")))
            .put("session_id", "the same for all")
            .put("timestamp", from + event.get("t").asLong());
    String state = state(event.path("sta").asText(""));
    if (!state.isEmpty()) {
      json.put("player_state", state);
    }
    if (event.has("id")) {
      json.put("event_id", event.get("id").asText());
    }
    if (event.has("startup_ms")) {
      json.put("startup_ms", event.get("startup_ms").asInt());
    }
    if (event.has("br")) {
      json.put("bitrate_kbps", event.get("br").asInt());
    }
    if (event.has("bg")) {
      json.put("hidden", event.get("bg").asInt() == 1);
    }
    if (event.path("business").asBoolean()) {
      json.put("error_code", "GEO_BLOCKED");
    }
    return json;
  }

  private static String appOf(JsonNode vector, String app) {
    return vector.get("id").asText() + app;
  }

  private static String state(String sta) {
    return switch (sta) {
      case "d" -> "preloading";
      case "s" -> "starting";
      case "p" -> "playing";
      case "r" -> "stalled";
      case "k", "w" -> "seeking";
      case "a" -> "paused";
      case "e" -> "ended";
      case "f" -> "failed";
      case "q" -> "quit";
      default -> "";
    };
  }

  private static Map<String, List<JsonNode>> byApp(List<ConsumerRecord<byte[], byte[]>> records) {
    Map<String, List<JsonNode>> byApp = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      JsonNode play = ExactJson.read(record.value());
      byApp.computeIfAbsent(play.get("app_id").asText(), app -> new ArrayList<>()).add(play);
    }
    return byApp;
  }

  private void check(
      JsonNode vector, long from, PublishedQuality quality, Map<String, List<JsonNode>> plays) {
    if (vector.path("per_app").asBoolean()) {
      vector
          .get("expect")
          .properties()
          .forEach(app -> checkTotals(appOf(vector, app.getKey()), app.getValue(), quality, plays));
      return;
    }
    String app = appOf(vector, "");
    checkTotals(app, vector.get("expect"), quality, plays);
    if (vector.has("windows")) {
      checkWindows(app, vector.get("windows").get("final"), from, quality, false);
    }
    if (vector.path("windows").has("first")) {
      checkWindows(app, vector.get("windows").get("first"), from, quality, true);
    }
  }

  private void checkTotals(
      String app, JsonNode expected, PublishedQuality quality, Map<String, List<JsonNode>> plays) {
    List<JsonNode> ledger = plays.getOrDefault(app, List.of());
    List<JsonNode> windows =
        quality.records().entrySet().stream()
            .filter(entry -> entry.getKey().cohort().equals("app=" + app))
            .map(entry -> last(entry.getValue()))
            .toList();
    for (Map.Entry<String, JsonNode> field : expected.properties()) {
      String name = field.getKey();
      if (!name.equals("dropped") && !name.equals("stall_ratio") && !name.equals("avg_kbps")) {
        softly
            .assertThat(sum(ledger, name))
            .as("%s of %s", name, app)
            .isEqualTo(field.getValue().asDouble());
        softly
            .assertThat(sum(windows, name))
            .as("%s in windows of %s", name, app)
            .isEqualTo(WINDOW / SECOND * field.getValue().asDouble());
      }
    }
    if (expected.has("avg_kbps")) {
      double kbps = sum(ledger, "rendered_bits") / sum(ledger, "bitrate_known_ms");
      softly.assertThat(kbps).isCloseTo(expected.get("avg_kbps").asDouble(), within(1e-3));
    }
    JsonNode ratio = expected.path("stall_ratio");
    double rendered = sum(ledger, "play_ms") + sum(ledger, "stall_ms");
    if (ratio.isNull()) {
      softly.assertThat(rendered).as(app).isZero();
    } else {
      softly
          .assertThat(sum(ledger, "stall_ms") / rendered)
          .as("stall_ratio of %s", app)
          .isCloseTo(ratio.asDouble(), within(1e-6));
    }
  }

  /** Of a field as the vectors name it. */
  private static double sum(List<JsonNode> records, String field) {
    return records.stream().mapToDouble(record -> value(record, field)).sum();
  }

  private static double value(JsonNode record, String field) {
    JsonNode value = record.get(NAMES.getOrDefault(field, field));
    return value.isObject() ? value.get("sum").asDouble() : value.asDouble();
  }

  private void checkWindows(
      String app, JsonNode table, long from, PublishedQuality quality, boolean atFirst) {
    assertThat(table.get("rows")).isNotEmpty();
    for (JsonNode row : table.get("rows")) {
      long end = from + row.get(0).asLong() + WINDOW;
      Optional<List<JsonNode>> records =
          Optional.ofNullable(quality.records().get(new BruteForce.Key("app=" + app, end)));
      Optional<JsonNode> record = records.map(all -> atFirst ? all.get(0) : last(all));
      for (int i = 0; i < table.get("columns").size(); i++) {
        String field = table.get("columns").get(i).asText();
        JsonNode expected = row.get(i + 1);
        String what = "%s of %s at %d, %s".formatted(field, app, end - from, atFirst);
        if (expected.isNull()) {
          softly.assertThat(record.map(r -> r.get(field).isNull()).orElse(true)).as(what).isTrue();
        } else {
          softly
              .assertThat(record.map(r -> value(r, field)).orElse(0.0))
              .as(what)
              .isCloseTo(expected.asDouble(), within(1e-4));
        }
      }
    }
  }

  private static JsonNode last(List<JsonNode> records) {
    return records.get(records.size() - 1);
  }

  private static JsonNode vectors() throws IOException {
    try (InputStream file = PlayVectorsTest.class.getResourceAsStream("vectors.json")) {
      return new ObjectMapper().readTree(file).get("vectors");
    }
  }
}
