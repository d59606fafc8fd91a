package io.playbackanalytics.ingest.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.playbackanalytics.event.Dimension;
import io.playbackanalytics.event.DimensionValues;
import io.playbackanalytics.event.ErrorClass;
import io.playbackanalytics.measure.total.Measure;
import io.playbackanalytics.measure.total.Measures;
import io.playbackanalytics.measure.total.Totals;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What single events add to the measures, read the fast way and, with an escape, the other one. */
class AmountsTest {

  private static final Measures MEASURES = Measures.all();

  private final EventReader reader =
      new EventReader(1 << 20, Wanted.of(MEASURES.columns(), List.of(Dimension.APP)));
  private final DimensionValues numbers = new DimensionValues();

  @ParameterizedTest
  @ValueSource(strings = {"", "\"x\":\"\\u0041\","})
  void whatAnEventDoesNotHaveAddsNothing(String before) {
    Totals totals = totals(before, "HEARTBEAT", "");
    assertThat(MEASURES.sum(totals, Measure.EVENTS)).isEqualTo(1);
    assertThat(MEASURES.sum(totals, Measure.DROPPED_FRAMES)).isZero();
    assertThat(totals.details.distinct(Measure.SESSIONS.number())).isEqualTo(1);
    assertThat(totals.details.distinct(Measure.USERS.number())).isZero();
    assertThat(totals.details.cells).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\"x\":\"\\u0041\","})
  void everyFieldGoesToItsMeasure(String before) {
    Totals totals =
        totals(
            before,
            "PLAY_START",
            ",\"user_id\":\"u\",\"dropped_frames\":7,\"error_code\":\"HTTP_503\"");
    assertThat(MEASURES.sum(totals, Measure.DROPPED_FRAMES)).isEqualTo(7);
    assertThat(totals.details.distinct(Measure.USERS.number())).isEqualTo(1);
    assertThat(errors(totals, ErrorClass.SERVER)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "PLAY_ERROR, '', UNKNOWN",
    "PLAY_ERROR, ',\"error_code\":null', UNKNOWN",
    "PLAY_ERROR, ',\"error_code\":\"\"', UNKNOWN",
    "PLAY_ERROR, ',\"error_code\":\"DRM_1\"', DRM",
    "PLAY_ERROR, ',\"error_code\":\"\\u0044RM_1\"', DRM",
    "DECODE_FAIL, ',\"error_code\":\"what\"', OTHER"
  })
  void anErrorHasAClassWithAndWithoutACode(String type, String fields, ErrorClass errorClass) {
    Totals totals = totals("", type, fields);
    assertThat(errors(totals, errorClass)).isEqualTo(1);
    assertThat(totals.details.cells).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"HEARTBEAT", "DECODE_FAIL", "BUFFER_START"})
  void whatIsNoErrorHasNone(String type) {
    assertThat(totals("", type, ",\"error_code\":null").details.cells).isEmpty();
  }

  /** An umlaut in an id, or an escape that means the same text, is the same id. */
  @ParameterizedTest
  @ValueSource(strings = {"\"j\\u00f6rg\"", "\"jörg\""})
  void anIdIsItsTextHoweverItIsWritten(String user) {
    Totals both =
        totals("", "HEARTBEAT", ",\"user_id\":" + user)
            .plus(totals("", "HEARTBEAT", ",\"user_id\":\"jörg\""));
    assertThat(both.details.distinct(Measure.USERS.number())).isEqualTo(1);
  }

  private Totals totals(String before, String type, String fields) {
    byte[] json =
        "{%s\"event_type\":\"%s\",\"app_id\":\"a\",\"session_id\":\"s\",\"timestamp\":1%s}"
            .formatted(before, type, fields)
            .getBytes(StandardCharsets.UTF_8);
    assertThat(reader.read(json, 0, json.length, numbers)).isEmpty();
    return MEASURES.ofEvent(reader.event().amounts, 0);
  }

  private static long errors(Totals totals, ErrorClass errorClass) {
    return totals.details.errors(Measure.ERRORS.number(), errorClass);
  }
}
