package io.playbackanalytics.benchmark.contender;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** An event reduced to what sums per app need, as Jackson and Flink's POJO serializer like it. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public class PlayerEvent {

  @JsonProperty("event_type")
  public String eventType = "";

  @JsonProperty("app_id")
  public String appId = "";

  @JsonProperty("timestamp")
  public long timestamp;

  @JsonProperty("play_ms")
  public long playMs;

  @JsonProperty("buffer_ms")
  public long bufferMs;

  @JsonProperty("decode_attempts")
  public @Nullable Long decodeAttempts;

  @JsonProperty("decode_failures")
  public @Nullable Long decodeFailures;

  /** For Jackson and Flink. */
  public PlayerEvent() {}

  /** Adds this event; without decoder counts, the type says what was decoded. */
  void addTo(EventTotals totals) {
    boolean failed = eventType.equals("DECODE_FAIL");
    long attempts;
    long failures;
    if (decodeAttempts != null) {
      attempts = decodeAttempts;
      failures = decodeFailures == null ? 0 : decodeFailures;
    } else {
      attempts = failed || eventType.equals("DECODE_OK") ? 1 : 0;
      failures = failed ? 1 : 0;
    }
    totals.add(attempts, failures, playMs, bufferMs);
  }
}
