package io.playbackanalytics.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.fasterxml.jackson.databind.JsonNode;
import io.playbackanalytics.event.Cohort;
import io.playbackanalytics.event.CohortDefinition;
import io.playbackanalytics.measure.total.Measure;
import io.playbackanalytics.measure.total.QualityTotals;
import io.playbackanalytics.measure.total.Totals;
import io.playbackanalytics.measure.window.PlaybackQuality;
import io.playbackanalytics.oracle.ExactJson;
import io.playbackanalytics.publish.json.QualityEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Every window is one JSON object, and whoever reads it finds the same cohort and numbers. */
public final class EncoderFuzz {

  private static final QualityEncoder ENCODER = new QualityEncoder(QualityTotals.QUALITY);

  private EncoderFuzz() {}

  public static void fuzzerTestOneInput(FuzzedDataProvider data) {
    long attempts = natural(data);
    Totals totals =
        QualityTotals.of(
            natural(data),
            attempts,
            Math.min(natural(data), attempts),
            natural(data),
            natural(data));
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
            && json.get("events").asLong() == QualityTotals.of(totals, Measure.EVENTS)
            && json.get("decode_attempts").asLong()
                == QualityTotals.of(totals, Measure.DECODE_ATTEMPTS)
            && json.get("decode_failures").asLong()
                == QualityTotals.of(totals, Measure.DECODE_FAILURES)
            && json.get("play_ms").asLong() == QualityTotals.of(totals, Measure.PLAY_MS)
            && json.get("stall_ms").asLong() == QualityTotals.of(totals, Measure.STALL_MS)
            && json.get("decode_failure_ratio").isNull()
                == (QualityTotals.of(totals, Measure.DECODE_ATTEMPTS) == 0)
            && json.size() == 12;
    if (!same) {
      throw new AssertionError(json.toString());
    }
  }
}
