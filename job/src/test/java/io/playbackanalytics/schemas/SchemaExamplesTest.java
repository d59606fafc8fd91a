package io.playbackanalytics.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import io.playbackanalytics.oracle.WireSchema;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schemas say what their examples say. */
class SchemaExamplesTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  static List<String> schemas() {
    return List.of(
        "playback-event-v1",
        "playback-quality-v1",
        "playback-play-v1",
        "rejected-record-v1",
        "late-record-v1");
  }

  @TestFactory
  Stream<DynamicTest> everyValidExampleValidates() {
    return schemas().stream()
        .flatMap(schema -> tests(schema, "valid", faults -> assertThat(faults).isEmpty()));
  }

  @TestFactory
  Stream<DynamicTest> noInvalidExampleValidates() {
    return schemas().stream()
        .flatMap(schema -> tests(schema, "invalid", faults -> assertThat(faults).isNotEmpty()));
  }

  @TestFactory
  Stream<DynamicTest> whatNoSchemaCanSayIsNotSaidByOurs() {
    return tests(
        "playback-event-v1", "invalid-beyond-schema", faults -> assertThat(faults).isEmpty());
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void everySchemaIsASchemaItself(String schema) throws IOException {
    assertThat(
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(SchemaLocation.of(SchemaId.V202012))
                .validate(read(schema)))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void examplesInsideASchemaValidate(String schema) throws IOException {
    WireSchema validator = WireSchema.named(schema);
    assertThat(read(schema).get("examples"))
        .isNotEmpty()
        .allSatisfy(example -> assertThat(validator.faults(example)).isEmpty());
  }

  /** A check of what a schema finds wrong with an example. */
  private interface Check {
    void check(java.util.Set<?> faults);
  }

  private static Stream<DynamicTest> tests(String schema, String folder, Check check) {
    List<Example> examples = Example.in(schema + "/" + folder);
    assertThat(examples).as(schema + "/" + folder).isNotEmpty();
    WireSchema validator = load(schema);
    return examples.stream()
        .filter(example -> !example.name().startsWith("not_json."))
        .map(
            example ->
                dynamicTest(
                    schema + "/" + folder + "/" + example,
                    () -> check.check(validator.faults(example.value()))));
  }

  private static WireSchema load(String schema) {
    try {
      return WireSchema.named(schema);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static JsonNode read(String schema) throws IOException {
    return MAPPER.readTree(WireSchema.FOLDER.resolve(schema + ".schema.json").toFile());
  }
}
