package io.playbackanalytics.ingest.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.playbackanalytics.event.EventField;
import io.playbackanalytics.event.Reason;
import io.playbackanalytics.event.Rejection;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The value of one field: what came last if the field came more than once, be it a value, a fault
 * or {@code null}.
 */
final class FieldValue {

  private final EventField field;
  private boolean present;
  private String text = "";
  private long number;
  private @Nullable Rejection fault;

  FieldValue(EventField field) {
    this.field = field;
  }

  void clear() {
    present = false;
    fault = null;
  }

  void read(JsonParser json) throws IOException {
    JsonToken token = json.currentToken();
    present = token != JsonToken.VALUE_NULL;
    fault = present ? check(token, json) : null;
  }

  boolean isPresent() {
    return present;
  }

  /** The text, or {@code absent} if the field is absent or the empty string. */
  String textOr(String absent) {
    return present && !text.isEmpty() ? text : absent;
  }

  /** The number, 1 or 0 for true or false, or {@code absent} if the field is absent. */
  long numberOr(long absent) {
    return present ? number : absent;
  }

  /** What is wrong with the value, or that a required one is missing. */
  Optional<Rejection> fault() {
    return field.required() && !present
        ? Optional.of(rejection(Reason.MISSING_FIELD, "absent or null"))
        : Optional.ofNullable(fault);
  }

  private @Nullable Rejection check(JsonToken token, JsonParser json) throws IOException {
    return switch (field.kind()) {
      case STRING -> token == JsonToken.VALUE_STRING ? checkText(json.getText()) : wrongType(token);
      case INTEGER -> token.isNumeric() ? checkNumber(token, json) : wrongType(token);
      case BOOLEAN ->
          token.isBoolean() ? checkRange(token == JsonToken.VALUE_TRUE ? 1 : 0) : wrongType(token);
      case OBJECT -> token == JsonToken.START_OBJECT ? null : wrongType(token);
    };
  }

  private @Nullable Rejection checkText(String found) {
    IntStream codePoints = found.codePoints();
    // An unpaired surrogate is a code point of its own here; UTF-8 has no bytes for it.
    if (codePoints.anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
      return rejection(Reason.WRONG_TYPE, "a string with an unpaired surrogate is no text");
    }
    text = found;
    if (!field.words().isEmpty() && !field.words().contains(found)) {
      return rejection(Reason.OUT_OF_RANGE, "none of " + String.join(", ", field.words()));
    }
    int length = found.codePointCount(0, found.length());
    return length < field.min() || length > field.max() ? outOfRange("length " + length) : null;
  }

  private @Nullable Rejection checkNumber(JsonToken token, JsonParser json) throws IOException {
    if (token == JsonToken.VALUE_NUMBER_INT && json.getTextLength() <= JsonInteger.MAX_DIGITS) {
      return checkRange(json.getLongValue());
    }
    JsonInteger integer = JsonInteger.of(json.getText());
    return switch (integer.kind()) {
      case FRACTION -> rejection(Reason.WRONG_TYPE, "a fraction where an integer is due");
      case TOO_SMALL -> outOfRange("-10^18 or less");
      case TOO_LARGE ->
          field.isUnlimited() ? checkRange(Long.MAX_VALUE) : outOfRange("10^18 or more");
      case EXACT -> checkRange(integer.value());
    };
  }

  private @Nullable Rejection checkRange(long found) {
    number = found;
    return found < field.min() || found > field.max() ? outOfRange(Long.toString(found)) : null;
  }

  private Rejection wrongType(JsonToken token) {
    String found =
        switch (token) {
          case START_OBJECT -> "an object";
          case START_ARRAY -> "an array";
          case VALUE_STRING -> "a string";
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
          default -> "true or false";
        };
    return rejection(Reason.WRONG_TYPE, found + " where " + field.kind().description() + " is due");
  }

  private Rejection outOfRange(String found) {
    String range =
        field.isUnlimited()
            ? "at least " + field.min()
            : "within " + field.min() + ".." + field.max();
    return rejection(Reason.OUT_OF_RANGE, found + ", not " + range);
  }

  private Rejection rejection(Reason reason, String detail) {
    return new Rejection(reason, field.wireName(), detail);
  }
}
