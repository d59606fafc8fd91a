package io.playbackanalytics.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** One of the wire contracts in {@code schemas/}, as a validator reads it. */
public final class WireSchema {

  /** Where the contracts and their examples are. */
  public static final Path FOLDER = Path.of("..", "schemas");

  private final JsonSchema schema;

  private WireSchema(JsonSchema schema) {
    this.schema = schema;
  }

  /**
   * Loads a contract.
   *
   * @param name such as {@code playback-quality-v1}
   */
  public static WireSchema named(String name) throws IOException {
    String text = Files.readString(FOLDER.resolve(name + ".schema.json"));
    return new WireSchema(
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(text));
  }

  /** What is wrong with the document; empty if it keeps the contract. */
  public Set<ValidationMessage> faults(byte[] json) {
    return faults(ExactJson.read(json));
  }

  /** What is wrong with the document; empty if it keeps the contract. */
  public Set<ValidationMessage> faults(JsonNode json) {
    return schema.validate(json);
  }
}
