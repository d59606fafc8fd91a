package io.playbackanalytics.sandbox.players;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** Playback event v1 as the repository publishes it. */
final class EventSchema {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonSchema schema;

  EventSchema() {
    Path file = Path.of("..", "schemas", "playback-event-v1.schema.json");
    try {
      schema =
          JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
              .getSchema(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException("The schema cannot be read", e);
    }
  }

  /** What is wrong with an event, if anything is. */
  Set<ValidationMessage> faults(JsonNode event) {
    return schema.validate(event);
  }

  /** Whether bytes are a playback event. */
  boolean accepts(byte[] value) {
    try {
      JsonNode event = JSON.readTree(value);
      return event.isObject() && faults(event).isEmpty();
    } catch (IOException e) {
      return false;
    }
  }
}
