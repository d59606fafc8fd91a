package io.playbackanalytics.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.playbackanalytics.oracle.ExactJson;
import io.playbackanalytics.oracle.WireSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of checked fields says what the schema says. */
class EventFieldTest {

  private static final JsonNode SCHEMA = schema();

  @Test
  void checksEveryFieldOfTheSchemaAndNoOther() {
    assertThat(SCHEMA.get("properties").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(EventField.values()).map(EventField::wireName).toList());
  }

  @Test
  void requiresWhatTheSchemaRequires() {
    assertThat(texts(SCHEMA.get("required")))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(EventField.values())
                .filter(EventField::required)
                .map(EventField::wireName)
                .toList());
  }

  @ParameterizedTest
  @EnumSource(EventField.class)
  void hasTheTypeThatTheSchemaHas(EventField field) {
    JsonNode schema = schemaOf(field);
    if (field == EventField.EVENT_TYPE) {
      assertThat(schema.get("enum")).allMatch(JsonNode::isTextual);
      assertThat(field.kind()).isEqualTo(EventField.Kind.STRING);
      return;
    }
    if (!field.words().isEmpty()) {
      List<JsonNode> words = new ArrayList<>();
      schema.get("enum").forEach(words::add);
      assertThat(words.remove(words.size() - 1).isNull()).isTrue();
      assertThat(words).extracting(JsonNode::asText).containsExactlyElementsOf(field.words());
      assertThat(field.kind()).isEqualTo(EventField.Kind.STRING);
      assertThat(field.required()).isFalse();
      return;
    }
    String type =
        switch (field.kind()) {
          case STRING -> "string";
          case INTEGER -> "integer";
          case BOOLEAN -> "boolean";
          case OBJECT -> "object";
        };
    JsonNode types = schema.get("type");
    assertThat(types.isArray() ? texts(types) : List.of(types.asText()))
        .containsExactlyElementsOf(field.required() ? List.of(type) : List.of(type, "null"));
  }

  @ParameterizedTest
  @EnumSource(EventField.class)
  void hasTheRangeThatTheSchemaHas(EventField field) {
    JsonNode schema = schemaOf(field);
    switch (field.kind()) {
      case INTEGER -> {
        assertThat(field.min()).isEqualTo(schema.get("minimum").longValue());
        assertThat(field.isUnlimited()).isNotEqualTo(schema.has("maximum"));
        assertThat(field.max()).isEqualTo(schema.path("maximum").asLong(Long.MAX_VALUE));
      }
      case STRING -> {
        assertThat(field.min()).isEqualTo(schema.path("minLength").asLong(0));
        assertThat(field.max()).isEqualTo(schema.path("maxLength").asLong(Integer.MAX_VALUE));
      }
      case BOOLEAN, OBJECT ->
          assertThat(schema.fieldNames()).toIterable().containsExactly("description", "type");
    }
  }

  @ParameterizedTest
  @EnumSource(EventField.class)
  void isFoundByItsExactName(EventField field) {
    assertThat(EventField.named(field.wireName())).isEqualTo(field);
    assertThat(EventField.named(field.wireName() + " ")).isNull();
    assertThat(EventField.named(field.name())).isNull();
  }

  private static JsonNode schemaOf(EventField field) {
    return SCHEMA.get("properties").get(field.wireName());
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }

  private static JsonNode schema() {
    try {
      return ExactJson.read(
          Files.readAllBytes(WireSchema.FOLDER.resolve("playback-event-v1.schema.json")));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
