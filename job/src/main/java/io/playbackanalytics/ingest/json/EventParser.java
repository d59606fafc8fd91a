package io.playbackanalytics.ingest.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.playbackanalytics.event.EventField;
import io.playbackanalytics.event.EventType;
import io.playbackanalytics.event.Parsed;
import io.playbackanalytics.event.PlaybackEvent;
import io.playbackanalytics.event.Reason;
import io.playbackanalytics.event.Rejection;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads playback event v1: bytes to an event, or to the rejection that names the first thing wrong
 * with them. Never throws: an exception here would end the job, and again after every restart,
 * since the same record is read again. Not thread-safe.
 */
public final class EventParser {

  private final int maxBytes;
  private final FieldValues fields = new FieldValues();

  /**
   * @param maxBytes values longer than this are rejected unread
   */
  public EventParser(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Reads a record's value; {@code null} (a tombstone) is a value like any other: rejected. */
  public Parsed parse(byte @Nullable [] value) {
    if (value == null || value.length == 0) {
      return Rejection.ofValue(Reason.NOT_JSON, value == null ? "null value" : "empty value");
    }
    if (value.length > maxBytes) {
      return Rejection.ofValue(
          Reason.TOO_LARGE, value.length + " bytes, more than events.max-bytes=" + maxBytes);
    }
    int malformed = Utf8.firstMalformed(value);
    if (malformed != Utf8.WELL_FORMED) {
      return Rejection.ofValue(Reason.NOT_JSON, "invalid UTF-8 at byte " + malformed);
    }
    try (JsonParser json = UnlimitedJson.FACTORY.createParser(value)) {
      try {
        return read(json);
      } catch (IOException e) {
        return Rejection.ofValue(
            Reason.NOT_JSON, "malformed JSON at byte " + json.currentLocation().getByteOffset());
      }
    } catch (IOException e) {
      return Rejection.ofValue(Reason.NOT_JSON, "unreadable");
    }
  }

  private Parsed read(JsonParser json) throws IOException {
    JsonToken first = json.nextToken();
    if (first == null) {
      return Rejection.ofValue(Reason.NOT_JSON, "blank value");
    }
    fields.clear();
    if (first == JsonToken.START_OBJECT) {
      readFields(json);
    } else {
      json.skipChildren();
    }
    if (json.nextToken() != null) {
      return Rejection.ofValue(Reason.NOT_JSON, "more than one JSON value");
    }
    if (first != JsonToken.START_OBJECT) {
      return Rejection.ofValue(Reason.WRONG_TYPE, "not a JSON object");
    }
    Optional<Rejection> fault = fields.firstFault();
    return fault.isPresent() ? fault.get() : event();
  }

  private void readFields(JsonParser json) throws IOException {
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      json.nextToken();
      EventField field = EventField.named(name);
      if (field == null) {
        json.skipChildren();
      } else {
        fields.read(field, json);
      }
    }
  }

  private Parsed event() {
    Optional<EventType> type = EventType.named(fields.get(EventField.EVENT_TYPE).textOr(""));
    if (type.isEmpty()) {
      return new Rejection(
          Reason.UNKNOWN_EVENT_TYPE, EventField.EVENT_TYPE.wireName(), "no event type of v1");
    }
    boolean counted = fields.get(EventField.DECODE_ATTEMPTS).isPresent();
    if (fields.get(EventField.DECODE_FAILURES).isPresent() && !counted) {
      return new Rejection(
          Reason.MISSING_FIELD,
          EventField.DECODE_ATTEMPTS.wireName(),
          "decode_failures without decode_attempts");
    }
    Map<EventField, Long> numbers = fields.numbers();
    Map<EventField, String> texts = fields.texts();
    if (!counted) {
      numbers.put(EventField.DECODE_ATTEMPTS, (long) type.get().impliedDecodeAttempts());
      numbers.put(EventField.DECODE_FAILURES, (long) type.get().impliedDecodeFailures());
    }
    long attempts = numbers.get(EventField.DECODE_ATTEMPTS);
    long failures = numbers.getOrDefault(EventField.DECODE_FAILURES, 0L);
    if (failures > attempts) {
      return new Rejection(
          Reason.OUT_OF_RANGE,
          EventField.DECODE_FAILURES.wireName(),
          failures + ", not within 0..decode_attempts=" + attempts);
    }
    return new Parsed.Accepted(new PlaybackEvent(type.get(), numbers, texts));
  }
}
