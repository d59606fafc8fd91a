package io.playbackanalytics.benchmark.gate;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A window as one of the contenders writes it: this job its cohort as an object, the others as text
 * or just {@code app_id}; the end as epoch milliseconds or, by Flink SQL, as a timestamp in UTC.
 */
public record WindowJson(JsonNode json) {

  public WindowKey key() {
    return new WindowKey(cohort(), end());
  }

  public Sums sums() {
    return new Sums(
        number("events"),
        number("decode_attempts"),
        number("decode_failures"),
        number("play_ms"),
        number("stall_ms"));
  }

  private String cohort() {
    JsonNode cohort = json.path("cohort");
    if (cohort.isTextual()) {
      return cohort.textValue();
    }
    if (cohort.isObject()) {
      List<String> parts = new ArrayList<>();
      for (Map.Entry<String, JsonNode> part : cohort.properties()) {
        parts.add(part.getKey() + "=" + part.getValue().textValue());
      }
      return String.join(",", parts);
    }
    return "app=" + required("app_id").textValue();
  }

  private long end() {
    JsonNode end = required("window_end");
    return end.isTextual()
        ? LocalDateTime.parse(end.textValue().replace(' ', 'T'))
            .toInstant(ZoneOffset.UTC)
            .toEpochMilli()
        : end.longValue();
  }

  private long number(String field) {
    return required(field).longValue();
  }

  private JsonNode required(String field) {
    JsonNode value = json.path(field);
    if (value.isMissingNode() || value.isNull()) {
      throw new IllegalArgumentException("no " + field + " in " + json);
    }
    return value;
  }
}
