package io.playbackanalytics.ingest.json;

import com.fasterxml.jackson.core.JsonParser;
import io.playbackanalytics.event.EventField;
import io.playbackanalytics.event.Rejection;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The checked fields of the event that is being read, reused from one event to the next. */
final class FieldValues {

  private final Map<EventField, FieldValue> values = new EnumMap<>(EventField.class);

  FieldValues() {
    for (EventField field : EventField.values()) {
      values.put(field, new FieldValue(field));
    }
  }

  void clear() {
    values.values().forEach(FieldValue::clear);
  }

  FieldValue get(EventField field) {
    return values.get(field);
  }

  /** Takes the value at which {@code json} stands, and moves {@code json} to its last token. */
  void read(EventField field, JsonParser json) throws IOException {
    get(field).read(json);
    json.skipChildren();
  }

  /** The first fault in the order of the fields, a missing required field among them. */
  Optional<Rejection> firstFault() {
    for (FieldValue value : values.values()) {
      Optional<Rejection> fault = value.fault();
      if (fault.isPresent()) {
        return fault;
      }
    }
    return Optional.empty();
  }

  /** The numbers of the integers and booleans that are there. */
  Map<EventField, Long> numbers() {
    Map<EventField, Long> numbers = new EnumMap<>(EventField.class);
    values.forEach(
        (field, value) -> {
          boolean isNumber =
              field.kind() == EventField.Kind.INTEGER || field.kind() == EventField.Kind.BOOLEAN;
          if (isNumber && value.isPresent()) {
            numbers.put(field, value.numberOr(0));
          }
        });
    return numbers;
  }

  /** The strings that are there and not empty. */
  Map<EventField, String> texts() {
    Map<EventField, String> texts = new EnumMap<>(EventField.class);
    values.forEach(
        (field, value) -> {
          if (field.kind() == EventField.Kind.STRING && !value.textOr("").isEmpty()) {
            texts.put(field, value.textOr(""));
          }
        });
    return texts;
  }
}
