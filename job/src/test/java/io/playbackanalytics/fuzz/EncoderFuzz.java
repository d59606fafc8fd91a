package io.playbackanalytics.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.fasterxml.jackson.databind.JsonNode;
import io.playbackanalytics.event.Cohort;
import io.playbackanalytics.event.CohortDefinition;
import io.playbackanalytics.measure.window.PlaybackQuality;
import io.playbackanalytics.measure.window.Totals;
import io.playbackanalytics.oracle.ExactJson;
import io.playbackanalytics.publish.json.QualityEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Every window is one JSON object, and whoever reads it finds the same cohort and numbers. */
public final class EncoderFuzz {

  private static final QualityEncoder ENCODER = new QualityEncoder();

  private EncoderFuzz() {}

  public static void fuzzerTestOneInput(FuzzedDataProvider data) {
    Totals totals = new Totals();
    totals.events = natural(data);
    totals.decodeAttempts = natural(data);
    totals.decodeFailures = Math.min(natural(data), totals.decodeAttempts);
    totals.playMs = natural(data);
    totals.stallMs = natural(data);
    long end = natural(data);
    long revision = natural(data);
    String os = wellFormed(data.consumeString(30));
    String app = wellFormed(data.consumeRemainingAsString());
    Cohort cohort = new Cohort(CohortDefinition.parse("app,os"), List.of("a" + app, "o" + os));
    PlaybackQuality quality =
        new PlaybackQuality(cohort.key(), end - 5000, end, revision, false, totals);
    Hang.check(() -> check(quality, cohort));
  }

  /** Jazzer's own ranges of this width overflow. */
  private static long natural(FuzzedDataProvider data) {
    return data.consumeLong() & Long.MAX_VALUE;
  }

  /** As every value is that the parser accepts. */
  private static String wellFormed(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  private static void check(PlaybackQuality quality, Cohort cohort) {
    JsonNode json = ExactJson.read(ENCODER.value(quality));
    Totals totals = quality.totals();
    boolean same =
        json.at("/cohort/app").asText().equals(cohort.values().get(0))
            && json.at("/cohort/os").asText().equals(cohort.values().get(1))
            && json.get("cohort").size() == 2
            && json.get("window_end").asLong() == quality.windowEnd()
            && json.get("revision").asLong() == quality.revision()
            && json.get("events").asLong() == totals.events
            && json.get("decode_attempts").asLong() == totals.decodeAttempts
            && json.get("decode_failures").asLong() == totals.decodeFailures
            && json.get("play_ms").asLong() == totals.playMs
            && json.get("stall_ms").asLong() == totals.stallMs
            && json.get("decode_failure_ratio").isNull() == (totals.decodeAttempts == 0)
            && json.size() == 12;
    if (!same) {
      throw new AssertionError(json.toString());
    }
  }
}
