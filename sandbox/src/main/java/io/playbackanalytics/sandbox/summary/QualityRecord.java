package io.playbackanalytics.sandbox.summary;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A playback quality v1 record, as far as the summary needs it.
 *
 * @param cohort dimension → value, in the record's order
 * @param windowEnd exclusive
 * @param revision of the records of a cohort and window the one with the highest counts
 * @param decodeFailureRatio as the job worked it out; empty where it says {@code null}: no data
 * @param stallRatio likewise
 */
record QualityRecord(
    Map<String, String> cohort,
    Instant windowStart,
    Instant windowEnd,
    long revision,
    Sums sums,
    OptionalDouble decodeFailureRatio,
    OptionalDouble stallRatio) {

  private static final ObjectMapper JSON = new ObjectMapper();

  QualityRecord {
    cohort = Collections.unmodifiableMap(new LinkedHashMap<>(cohort));
    if (!windowStart.isBefore(windowEnd)) {
      throw new IllegalArgumentException("window_start is not before window_end");
    }
  }

  /**
   * Reads a record's value; fields that the summary does not need are skipped.
   *
   * @throws IOException if it is not JSON, or a field is missing or of the wrong type
   */
  static QualityRecord parse(byte[] value) throws IOException {
    JsonNode tree = JSON.readTree(value);
    try {
      return of(tree);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new IOException("Not a playback quality record: " + e.getMessage(), e);
    }
  }

  Duration windowSize() {
    return Duration.between(windowStart, windowEnd);
  }

  /** Whether this is one of the windows that follow each other without overlap. */
  boolean inTumblingSequence() {
    return Math.floorMod(windowEnd.toEpochMilli(), windowSize().toMillis()) == 0;
  }

  private static QualityRecord of(JsonNode tree) {
    Map<String, String> cohort = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> dimension : tree.required("cohort").properties()) {
      cohort.put(dimension.getKey(), dimension.getValue().asText());
    }
    return new QualityRecord(
        cohort,
        Instant.ofEpochMilli(integer(tree, "window_start")),
        Instant.ofEpochMilli(integer(tree, "window_end")),
        integer(tree, "revision"),
        new Sums(
            integer(tree, "events"),
            integer(tree, "decode_attempts"),
            integer(tree, "decode_failures"),
            Duration.ofMillis(integer(tree, "play_ms")),
            Duration.ofMillis(integer(tree, "stall_ms")),
            numbered(tree)),
        ratio(tree, "decode_failure_ratio"),
        ratio(tree, "stall_ratio"));
  }

  /** Of a job whose setting {@code measures} has the group {@code completeness}. */
  private static Numbered numbered(JsonNode tree) {
    return tree.has("completeness")
        ? new Numbered(
            integer(tree, "reports_numbered"),
            integer(tree, "reports_repeated"),
            integer(tree, "reports_missing"))
        : Numbered.NONE;
  }

  private static long integer(JsonNode tree, String field) {
    JsonNode node = tree.required(field);
    if (!node.isIntegralNumber() || !node.canConvertToLong()) {
      throw new IllegalArgumentException(field + " is not an integer");
    }
    return node.longValue();
  }

  private static OptionalDouble ratio(JsonNode tree, String field) {
    JsonNode node = tree.required(field);
    if (node.isNull()) {
      return OptionalDouble.empty();
    }
    if (!node.isNumber()) {
      throw new IllegalArgumentException(field + " is neither a number nor null");
    }
    return OptionalDouble.of(node.doubleValue());
  }
}
