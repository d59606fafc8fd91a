package io.playbackanalytics.ingest.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.playbackanalytics.event.EventField;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One text out of a record in whatever state it is: for the few that become no part of a window.
 */
final class TopLevelText {

  private static final JsonFactory JSON = new JsonFactory();

  private TopLevelText() {}

  /**
   * The last text of the field at the top level of {@code value}, as far as that is JSON; empty
   * where there is none.
   */
  static Optional<String> last(byte @Nullable [] value, EventField field) {
    if (value == null) {
      return Optional.empty();
    }
    Optional<String> found = Optional.empty();
    try (JsonParser parser = JSON.createParser(value)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      String name;
      while ((name = parser.nextFieldName()) != null) {
        JsonToken token = parser.nextToken();
        if (name.equals(field.wireName()) && token == JsonToken.VALUE_STRING) {
          found = Optional.of(parser.getText());
        } else {
          parser.skipChildren();
        }
      }
    } catch (IOException e) {
      // Not JSON from here on.
    }
    return found;
  }
}
