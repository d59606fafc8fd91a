package io.playbackanalytics.publish;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.playbackanalytics.event.Cohort;
import io.playbackanalytics.measure.PlaybackQuality;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Playback quality v1 as bytes: a ratio without data is {@code null}, never 0. */
public final class QualityEncoder {

  private static final JsonFactory JSON = new JsonFactory();

  /** The record's key: the cohort's canonical form. */
  public byte[] key(PlaybackQuality quality) {
    return quality.cohort().getBytes(StandardCharsets.UTF_8);
  }

  /** The record's value: one JSON object. */
  public byte[] value(PlaybackQuality quality) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      writeCohort(Cohort.ofKey(quality.cohort()), json);
      json.writeNumberField("window_start", quality.windowStart());
      json.writeNumberField("window_end", quality.windowEnd());
      json.writeNumberField("revision", quality.revision());
      json.writeNumberField("events", quality.totals().events);
      json.writeNumberField("decode_attempts", quality.totals().decodeAttempts);
      json.writeNumberField("decode_failures", quality.totals().decodeFailures);
      writeRatio("decode_failure_ratio", quality.decodeFailureRatio(), json);
      json.writeNumberField("play_ms", quality.totals().playMs);
      json.writeNumberField("stall_ms", quality.totals().stallMs);
      writeRatio("stall_ratio", quality.stallRatio(), json);
      json.writeNumberField("playback_seconds", quality.playbackSeconds());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return bytes.toByteArray();
  }

  private static void writeCohort(Cohort cohort, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("cohort");
    for (int i = 0; i < cohort.values().size(); i++) {
      json.writeStringField(
          cohort.definition().dimensions().get(i).label(), cohort.values().get(i));
    }
    json.writeEndObject();
  }

  private static void writeRatio(String field, double ratio, JsonGenerator json)
      throws IOException {
    if (Double.isNaN(ratio)) {
      json.writeNullField(field);
    } else {
      json.writeNumberField(field, ratio);
    }
  }
}
