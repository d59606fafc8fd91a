package io.playbackanalytics.ingest.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.playbackanalytics.event.Dimension;
import io.playbackanalytics.event.DimensionValues;
import io.playbackanalytics.event.ErrorClass;
import io.playbackanalytics.measure.total.Measure;
import io.playbackanalytics.measure.total.MeasureGroup;
import io.playbackanalytics.measure.total.Measures;
import io.playbackanalytics.measure.total.Totals;
import io.playbackanalytics.play.Accounting;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What single events add to the measures, read the fast way and, with an escape, the other one. */
class AmountsTest {

  private static final Measures MEASURES = Measures.all();

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

  /** What goes by states is told by the play, which hears of all that is summed up. */
  @ParameterizedTest
  @CsvSource({
    "AUTO, '\"playing\"', 0",
    "AUTO, '\"p\\u006Caying\"', 0",
    "AUTO, 'null', 700",
    "DELTAS, '\"playing\"', 700",
    "STATES, '\"playing\"', 0",
    "STATES, 'null', 0"
  })
  void whatPlayersSumUpIsLeftToPlaysWhereEventsSayTheirState(
      Accounting accounting, String state, long playMs) {
    Measures measures = new Measures(EnumSet.allOf(MeasureGroup.class), accounting);
    Totals totals =
        totals(
            measures,
            "",
            "HEARTBEAT",
            ",\"play_ms\":700,\"buffer_ms\":700,\"player_state\":" + state);
    assertThat(measures.sum(totals, Measure.PLAY_MS)).isEqualTo(playMs);
    assertThat(measures.sum(totals, Measure.STALL_MS)).isEqualTo(playMs);
  }

  @Test
  void withoutPlaysWhatPlayersSumUpCountsWhateverStateTheySay() {
    Totals totals =
        totals(
            Measures.quality(), "", "HEARTBEAT", ",\"play_ms\":700,\"player_state\":\"playing\"");
    assertThat(Measures.quality().sum(totals, Measure.PLAY_MS)).isEqualTo(700);
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
    return totals(MEASURES, before, type, fields);
  }

  private Totals totals(Measures measures, String before, String type, String fields) {
    EventReader reader =
        new EventReader(1 << 20, Wanted.of(measures.columns(), List.of(Dimension.APP)));
    byte[] json =
        "{%s\"event_type\":\"%s\",\"app_id\":\"a\",\"session_id\":\"s\",\"timestamp\":1%s}"
            .formatted(before, type, fields)
            .getBytes(StandardCharsets.UTF_8);
    assertThat(reader.read(json, 0, json.length, numbers)).isEmpty();
    return measures.ofEvent(reader.event().amounts, 0);
  }

  private static long errors(Totals totals, ErrorClass errorClass) {
    return totals.details.errors(Measure.ERRORS.number(), errorClass);
  }
}
