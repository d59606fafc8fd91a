package io.playbackanalytics.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.playbackanalytics.event.Dimension;
import io.playbackanalytics.event.EventType;
import io.playbackanalytics.event.Reason;
import io.playbackanalytics.measure.total.Kind;
import io.playbackanalytics.measure.total.Measure;
import io.playbackanalytics.measure.total.Measures;
import io.playbackanalytics.oracle.WireSchema;
import io.playbackanalytics.play.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.util.Streams;
import org.junit.jupiter.api.Test;

/** The job and the schemas use the same words. */
class SchemaVocabularyTest {

  @Test
  void eventTypesAreThoseOfTheSchema() throws IOException {
    assertThat(texts(properties("playback-event-v1").at("/event_type/enum")))
        .containsExactlyElementsOf(names(EventType.values()));
  }

  @Test
  void dimensionsAreThoseOfAQualityRecord() throws IOException {
    assertThat(properties("playback-quality-v1").at("/cohort/properties").fieldNames())
        .toIterable()
        .containsExactlyElementsOf(
            Arrays.stream(Dimension.values()).map(Dimension::label).toList());
  }

  @Test
  void dimensionsAreFieldsOfAnEvent() throws IOException {
    assertThat(properties("playback-event-v1").fieldNames())
        .toIterable()
        .containsAll(
            Arrays.stream(Dimension.values())
                .map(dimension -> dimension.eventField().wireName())
                .toList());
  }

  @Test
  void measuresAreTheOtherFieldsOfAQualityRecord() throws IOException {
    assertThat(properties("playback-quality-v1").fieldNames())
        .toIterable()
        .containsExactlyElementsOf(
            Stream.concat(
                    Stream.of("cohort", "window_start", "window_end", "revision"),
                    Measures.all().list().stream().map(Measure::wire))
                .toList());
  }

  @Test
  void whatPlaysAddToWindowsAreTheLastFieldsOfAPlay() throws IOException {
    List<String> measured =
        Measures.all().list().stream()
            .filter(measure -> measure.kind() instanceof Kind.OfPlays)
            .map(Measure::wire)
            .toList();
    List<String> fields = new ArrayList<>();
    properties("playback-play-v1").fieldNames().forEachRemaining(fields::add);
    assertThat(fields.subList(fields.size() - measured.size(), fields.size())).isEqualTo(measured);
  }

  @Test
  void outcomesAreThoseOfAPlay() throws IOException {
    assertThat(texts(properties("playback-play-v1").at("/outcome/enum")))
        .containsExactlyElementsOf(Arrays.stream(Outcome.values()).map(Outcome::wire).toList());
  }

  @Test
  void reasonsAreThoseOfARejectedRecord() throws IOException {
    assertThat(texts(properties("rejected-record-v1").at("/reason/examples")))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Reason.values()).map(Reason::wire).toList());
  }

  private static JsonNode properties(String schema) throws IOException {
    return new ObjectMapper()
        .readTree(WireSchema.FOLDER.resolve(schema + ".schema.json").toFile())
        .get("properties");
  }

  private static List<String> names(Enum<?>[] constants) {
    return Arrays.stream(constants).map(Enum::name).toList();
  }

  private static List<String> texts(JsonNode array) {
    return Streams.stream(array).map(JsonNode::asText).toList();
  }
}
