package io.playbackanalytics.ingest.json;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Playback events as JSON text, valid unless a test makes them otherwise. */
public final class EventJson {

  private final Map<String, String> fields = new LinkedHashMap<>();
  private String more = "";

  private EventJson() {}

  /** The required fields and nothing else. */
  public static EventJson smallest() {
    return new EventJson()
        .with("event_type", "\"HEARTBEAT\"")
        .with("app_id", "\"music-android\"")
        .with("session_id", "\"s-1\"")
        .with("timestamp", "1767225600000");
  }

  /** Sets a field to a JSON value, given as it is to be written. */
  public EventJson with(String field, String json) {
    fields.put(field, json);
    return this;
  }

  EventJson without(String field) {
    fields.remove(field);
    return this;
  }

  /** Puts this text behind the last field, such as {@code "play_ms":1}; empty for nothing. */
  EventJson followedBy(String members) {
    more = members.isBlank() ? "" : "," + members;
    return this;
  }

  public byte[] bytes() {
    return fields.entrySet().stream()
        .map(field -> "\"" + field.getKey() + "\":" + field.getValue())
        .collect(Collectors.joining(",", "{", more + "}"))
        .getBytes(StandardCharsets.UTF_8);
  }
}
