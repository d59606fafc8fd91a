package io.playbackanalytics.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The {@code trace_id} of a record, for logs: by it the trace and the logs of a play are found.
 * Only looked for in the few records that are logged, in whatever state they are.
 */
public final class TraceId {

  private static final JsonFactory JSON = new JsonFactory();

  /** W3C trace ids, UUIDs and their like; nothing that could mean something else in a log. */
  private static final Pattern SAFE = Pattern.compile("[0-9A-Za-z-]{1,64}");

  private TraceId() {}

  /**
   * The last trace id at the top level of {@code value}, as far as that is JSON, if it is harmless.
   */
  public static Optional<String> in(byte @Nullable [] value) {
    if (value == null) {
      return Optional.empty();
    }
    String found = "";
    try (JsonParser parser = JSON.createParser(value)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      String name;
      while ((name = parser.nextFieldName()) != null) {
        JsonToken token = parser.nextToken();
        if (name.equals(EventField.TRACE_ID.wireName()) && token == JsonToken.VALUE_STRING) {
          found = parser.getText();
        } else {
          parser.skipChildren();
        }
      }
    } catch (IOException e) {
      // Not JSON from here on.
    }
    return Optional.of(found).filter(id -> SAFE.matcher(id).matches());
  }
}
