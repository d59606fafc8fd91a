package io.playbackanalytics.ingest.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.playbackanalytics.event.EventField;
import io.playbackanalytics.event.Parsed;
import io.playbackanalytics.oracle.ExactJson;
import io.playbackanalytics.oracle.WireSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

/** Parser and schema accept the same events, but for the two rules that no schema can say. */
class EventParserSchemaTest {

  private final EventParser parser = new EventParser(1 << 20);
  private final WireSchema schema = WireSchema.named("playback-event-v1");

  EventParserSchemaTest() throws IOException {}

  @Property(seed = "1", tries = 10_000)
  @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
  void parserAcceptsWhatSchemaAndRulesAllow(@ForAll("events") byte[] event) {
    JsonNode json = ExactJson.read(event);
    boolean allowed =
        schema.faults(json).isEmpty() && !moreFailuresThanAttempts(json) && isUnicode(json);

    Parsed parsed = parser.parse(event);

    assertThat(parsed instanceof Parsed.Accepted).as(() -> parsed + "").isEqualTo(allowed);
    Statistics.collect(allowed);
    Statistics.coverage(
        coverage -> {
          coverage.check(true).percentage(share -> share > 10);
          coverage.check(false).percentage(share -> share > 10);
        });
  }

  private static boolean moreFailuresThanAttempts(JsonNode json) {
    JsonNode attempts = json.path("decode_attempts");
    JsonNode failures = json.path("decode_failures");
    return attempts.isNumber()
        && failures.isNumber()
        && failures.decimalValue().compareTo(attempts.decimalValue()) > 0;
  }

  private static boolean isUnicode(JsonNode json) {
    return Arrays.stream(EventField.values())
        .map(field -> json.path(field.wireName()))
        .filter(JsonNode::isTextual)
        .allMatch(value -> StandardCharsets.UTF_8.newEncoder().canEncode(value.textValue()));
  }

  /** The smallest event and up to four more fields, duplicates among them, mostly fitting ones. */
  @Provide
  Arbitrary<byte[]> events() {
    Arbitrary<String> members =
        Arbitraries.of(EventField.class)
            .flatMap(
                field ->
                    Arbitraries.oneOf(fitting(field), fitting(field), anything())
                        .map(value -> "\"" + field.wireName() + "\":" + value));
    return members
        .list()
        .ofMaxSize(4)
        .map(list -> EventJson.smallest().followedBy(String.join(",", list)).bytes());
  }

  private static Arbitrary<String> fitting(EventField field) {
    return switch (field.kind()) {
      case STRING ->
          field == EventField.EVENT_TYPE
              ? Arbitraries.of("\"DECODE_FAIL\"", "\"SEARCH\"", "\"PLAY\\u005fEND\"", "\"\"")
              : texts();
      case INTEGER -> integersNear(field.min(), Math.min(field.max(), 1L << 53), 3);
      case BOOLEAN -> Arbitraries.of("true", "false");
      case OBJECT -> Arbitraries.of("{}", "{\"os\":1}", "{\"a\":[{}]}");
    };
  }

  private static Arbitrary<String> texts() {
    return Combinators.combine(
            Arbitraries.of("a", "🎧", "\\n", "\\ud83c\\udfa7", "é"),
            Arbitraries.of(0, 1, 2, 63, 64, 65, 127, 128, 129))
        .as((character, length) -> "\"" + character.repeat(length) + "\"");
  }

  private static Arbitrary<String> integersNear(long min, long max, long distance) {
    return Combinators.combine(
            Arbitraries.of(min, max),
            Arbitraries.longs().between(-distance, distance),
            Arbitraries.of("", ".0", ".00", "e0", "00e-2", ".000e0"))
        .as((bound, delta, ending) -> bound + delta == 0 ? "0" : bound + delta + ending);
  }

  private static Arbitrary<String> anything() {
    List<String> numbers =
        List.of(
            "-1",
            "1.5",
            "1e3",
            "1E+3",
            "1e-3",
            "1e400",
            "-1e400",
            "1e-400",
            "0e400",
            "-0",
            "-0.0",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775809",
            "1".repeat(400));
    List<String> others =
        List.of(
            "null",
            "true",
            "false",
            "{}",
            "[]",
            "[{}]",
            "{\"a\":1}",
            "\"12\"",
            "\"HEARTBEAT\"",
            "\"\\ud800\"",
            "\"\\udfa7\\ud83c\"",
            "\"a\\ud83c\"");
    return Arbitraries.oneOf(Arbitraries.of(numbers), Arbitraries.of(others));
  }
}
