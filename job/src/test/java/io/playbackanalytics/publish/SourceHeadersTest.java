package io.playbackanalytics.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.playbackanalytics.event.Reason;
import io.playbackanalytics.event.Rejection;
import io.playbackanalytics.event.SourceRecord;
import io.playbackanalytics.ingest.json.EventParser;
import io.playbackanalytics.measure.window.LateRecord;
import io.playbackanalytics.measure.window.RejectedRecord;
import io.playbackanalytics.oracle.WireSchema;
import io.playbackanalytics.schemas.Example;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceHeadersTest {

  private static final SourceRecord SOURCE = source(3, 184_467);

  private final WireSchema rejectedSchema = WireSchema.named("rejected-record-v1");
  private final WireSchema lateSchema = WireSchema.named("late-record-v1");

  SourceHeadersTest() throws IOException {}

  @Test
  void aRejectedRecordTellsWhyAndWhereItCameFrom() {
    Rejection rejection = new Rejection(Reason.WRONG_TYPE, "play_ms", "a string");
    assertThat(texts(SourceHeaders.of(new RejectedRecord(SOURCE, rejection))))
        .containsExactly(
            entry("reason", "wrong_type"),
            entry("field", "play_ms"),
            entry("detail", "a string"),
            entry("source.topic", "playback-events"),
            entry("source.partition", "3"),
            entry("source.offset", "184467"));
  }

  @Test
  void aRecordThatIsRejectedAsAWholeHasNoField() {
    Rejection rejection = Rejection.ofValue(Reason.NOT_JSON, "empty value");
    assertThat(texts(SourceHeaders.of(new RejectedRecord(SOURCE, rejection))))
        .containsEntry("reason", "not_json")
        .doesNotContainKey("field");
  }

  @Test
  void aLateRecordTellsByHowMuch() {
    assertThat(texts(SourceHeaders.of(new LateRecord(SOURCE, -1, 1_767_225_603_999L))))
        .containsExactly(
            entry("reason", "late"),
            entry("event.timestamp", "-1"),
            entry("watermark", "1767225603999"),
            entry("source.topic", "playback-events"),
            entry("source.partition", "3"),
            entry("source.offset", "184467"));
  }

  @ParameterizedTest
  @EnumSource(Reason.class)
  void headersOfEveryReasonKeepTheContract(Reason reason) {
    for (String field : new String[] {"", "app_id"}) {
      assertKeepsContract(
          rejectedSchema,
          SourceHeaders.of(new RejectedRecord(SOURCE, new Rejection(reason, field, "x"))));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"invalid", "invalid-beyond-schema"})
  void headersOfEveryInvalidExampleKeepTheContract(String folder) {
    EventParser parser = new EventParser(1 << 20);
    for (Example example : Example.in("playback-event-v1/" + folder)) {
      Rejection rejection = (Rejection) parser.parse(example.value());
      assertKeepsContract(rejectedSchema, SourceHeaders.of(new RejectedRecord(SOURCE, rejection)));
    }
  }

  @Property(seed = "1", tries = 3000)
  void headersOfAnyOriginKeepTheContract(
      @ForAll @IntRange(min = 0) int partition,
      @ForAll @LongRange(min = 0) long offset,
      @ForAll long eventTime,
      @ForAll long watermark) {
    SourceRecord source = source(partition, offset);
    assertKeepsContract(lateSchema, SourceHeaders.of(new LateRecord(source, eventTime, watermark)));
    assertKeepsContract(
        rejectedSchema,
        SourceHeaders.of(new RejectedRecord(source, Rejection.ofValue(Reason.TOO_LARGE, "5 MB"))));
  }

  private static void assertKeepsContract(WireSchema schema, Headers headers) {
    JsonNode json = new ObjectMapper().valueToTree(texts(headers));
    assertThat(schema.faults(json)).isEmpty();
  }

  private static SourceRecord source(int partition, long offset) {
    return new SourceRecord("playback-events", partition, offset, null, new byte[0]);
  }

  /** Header name to value; fails if a name occurs twice. */
  private static Map<String, String> texts(Headers headers) {
    Map<String, String> texts = new LinkedHashMap<>();
    headers.forEach(
        header ->
            assertThat(texts.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)))
                .as("header twice: %s", header.key())
                .isNull());
    return texts;
  }
}
