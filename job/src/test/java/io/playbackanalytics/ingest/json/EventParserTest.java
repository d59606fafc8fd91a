package io.playbackanalytics.ingest.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.playbackanalytics.event.Dimension;
import io.playbackanalytics.event.EventField;
import io.playbackanalytics.event.EventType;
import io.playbackanalytics.event.Parsed;
import io.playbackanalytics.event.PlaybackEvent;
import io.playbackanalytics.event.Reason;
import io.playbackanalytics.event.Rejection;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the parser reads out of events, and how it decides between faults. */
class EventParserTest {

  private static final int MAX_BYTES = 1 << 20;

  private final EventParser parser = new EventParser(MAX_BYTES);

  @Test
  void everyFieldLandsWhereItBelongs() {
    EventJson event =
        EventJson.smallest()
            .with("event_type", "\"PLAY_START\"")
            .with("app_id", "\"the app\"")
            .with("timestamp", "1767225600123")
            .with("play_ms", "1")
            .with("buffer_ms", "2")
            .with("decode_attempts", "4")
            .with("decode_failures", "3")
            .with("startup_ms", "5")
            .with("os", "\"the os\"")
            .with("network", "\"the network\"")
            .with("cdn_node_id", "\"the cdn\"")
            .with("region", "\"the region\"")
            .with("app_version", "\"the version\"")
            .with("device_type", "\"the device\"")
            .with("content_type", "\"the content\"");

    PlaybackEvent accepted = accepted(event);
    assertThat(accepted.type()).isEqualTo(EventType.PLAY_START);
    assertThat(accepted.numbers())
        .isEqualTo(
            Map.of(
                EventField.TIMESTAMP, 1767225600123L,
                EventField.PLAY_MS, 1L,
                EventField.BUFFER_MS, 2L,
                EventField.DECODE_ATTEMPTS, 4L,
                EventField.DECODE_FAILURES, 3L,
                EventField.STARTUP_MS, 5L));
    assertThat(accepted.texts())
        .containsEntry(EventField.APP_ID, "the app")
        .containsEntry(EventField.OS, "the os")
        .containsEntry(EventField.NETWORK, "the network")
        .containsEntry(EventField.CDN_NODE_ID, "the cdn")
        .containsEntry(EventField.REGION, "the region")
        .containsEntry(EventField.APP_VERSION, "the version")
        .containsEntry(EventField.DEVICE_TYPE, "the device")
        .containsEntry(EventField.CONTENT_TYPE, "the content");
  }

  @Test
  void requiredFieldsAloneMakeAnEventThatAddsNothing() {
    PlaybackEvent accepted = accepted(EventJson.smallest());
    assertThat(accepted.type()).isEqualTo(EventType.HEARTBEAT);
    assertThat(accepted.numbers())
        .isEqualTo(
            Map.of(
                EventField.TIMESTAMP, 1767225600000L,
                EventField.DECODE_ATTEMPTS, 0L,
                EventField.DECODE_FAILURES, 0L));
    assertThat(accepted.texts())
        .containsOnlyKeys(EventField.EVENT_TYPE, EventField.APP_ID, EventField.SESSION_ID);
  }

  @ParameterizedTest
  @EnumSource(EventType.class)
  void everyEventTypeIsReadByItsName(EventType type) {
    assertThat(accepted(EventJson.smallest().with("event_type", "\"" + type + "\"")).type())
        .isEqualTo(type);
  }

  /** The contract's table of decoder counts. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DECODE_OK   |                                               | 1 | 0",
        "DECODE_FAIL |                                               | 1 | 1",
        "HEARTBEAT   |                                               | 0 | 0",
        "PLAY_ERROR  |                                               | 0 | 0",
        "DECODE_OK   | \"decode_attempts\":7                         | 7 | 0",
        "DECODE_FAIL | \"decode_attempts\":7                         | 7 | 0",
        "PAUSE       | \"decode_attempts\":7                         | 7 | 0",
        "DECODE_OK   | \"decode_attempts\":7,\"decode_failures\":3    | 7 | 3",
        "DECODE_FAIL | \"decode_attempts\":7,\"decode_failures\":0    | 7 | 0",
        "DECODE_FAIL | \"decode_failures\":7,\"decode_attempts\":7    | 7 | 7",
        "DECODE_FAIL | \"decode_attempts\":0                         | 0 | 0",
        "DECODE_FAIL | \"decode_attempts\":null                      | 1 | 1",
        "DECODE_OK   | \"decode_failures\":null                      | 1 | 0",
        "DECODE_FAIL | \"decode_attempts\":7,\"decode_failures\":null | 7 | 0",
        "DECODE_FAIL | \"decode_attempts\":2147483647                | 2147483647 | 0"
      })
  void decoderCountsComeFromTheFieldsElseFromTheType(
      EventType type, String fields, long attempts, long failures) {
    PlaybackEvent event =
        accepted(
            EventJson.smallest()
                .with("event_type", "\"" + type + "\"")
                .followedBy(fields == null ? "" : fields));
    assertThat(event.number(EventField.DECODE_ATTEMPTS)).isEqualTo(attempts);
    assertThat(event.number(EventField.DECODE_FAILURES)).isEqualTo(failures);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"decode_failures\":0",
        "\"decode_failures\":1",
        "\"decode_failures\":1,\"decode_attempts\":null",
        "\"decode_attempts\":9,\"decode_failures\":1,\"decode_attempts\":null"
      })
  void decodeFailuresWithoutAttemptsAreRejected(String fields) {
    for (String type : List.of("DECODE_OK", "DECODE_FAIL", "HEARTBEAT")) {
      Rejection rejection =
          rejected(EventJson.smallest().with("event_type", "\"" + type + "\"").followedBy(fields));
      assertThat(rejection.reason()).isEqualTo(Reason.MISSING_FIELD);
      assertThat(rejection.field()).isEqualTo("decode_attempts");
    }
  }

  @Test
  void moreDecodeFailuresThanAttemptsAreRejected() {
    Rejection rejection =
        rejected(EventJson.smallest().with("decode_attempts", "3").with("decode_failures", "4"));
    assertThat(rejection.reason()).isEqualTo(Reason.OUT_OF_RANGE);
    assertThat(rejection.field()).isEqualTo("decode_failures");
  }

  @ParameterizedTest
  @ValueSource(strings = {"play_ms", "buffer_ms"})
  void playAndBufferTimeOfEveryEventTypeCount(String field) {
    for (EventType type : EventType.values()) {
      PlaybackEvent event =
          accepted(
              EventJson.smallest().with("event_type", "\"" + type + "\"").with(field, "86400000"));
      assertThat(event.number(EventField.PLAY_MS) + event.number(EventField.BUFFER_MS))
          .isEqualTo(86_400_000);
    }
  }

  @ParameterizedTest
  @CsvSource({"12, 12", "12.0, 12", "1.2e1, 12", "120E-1, 12", "-0, 0", "0e999999999, 0"})
  void integersAreIntegersByValue(String json, long value) {
    assertThat(accepted(EventJson.smallest().with("play_ms", json)).number(EventField.PLAY_MS))
        .isEqualTo(value);
  }

  @Test
  void ofADuplicateFieldTheLastOneCounts() {
    PlaybackEvent event =
        accepted(
            EventJson.smallest()
                .with("play_ms", "1")
                .with("os", "\"first\"")
                .followedBy(
                    "\"os\":\"second\",\"play_ms\":2,\"app_id\":\"last\",\"timestamp\":3,"
                        + "\"event_type\":\"SEEK\",\"play_ms\":4"));
    assertThat(event.number(EventField.PLAY_MS)).isEqualTo(4);
    assertThat(event.valueOf(Dimension.OS)).isEqualTo("second");
    assertThat(event.valueOf(Dimension.APP)).isEqualTo("last");
    assertThat(event.timestamp()).isEqualTo(3);
    assertThat(event.type()).isEqualTo(EventType.SEEK);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"x\"", "-1", "1.5", "1e400", "{\"play_ms\":9}", "[[9]]", "true"})
  void ofADuplicateFieldTheLastOneCountsBeItRightOrWrong(String wrong) {
    EventJson rightLast = EventJson.smallest().with("play_ms", wrong).followedBy("\"play_ms\":12");
    EventJson nullLast = EventJson.smallest().with("play_ms", wrong).followedBy("\"play_ms\":null");
    EventJson wrongLast =
        EventJson.smallest().with("play_ms", "12").followedBy("\"play_ms\":" + wrong);

    assertThat(accepted(rightLast).number(EventField.PLAY_MS)).isEqualTo(12);
    assertThat(accepted(nullLast).number(EventField.PLAY_MS)).isZero();
    assertThat(rejected(wrongLast).field()).isEqualTo("play_ms");
  }

  @Test
  void aNullThatComesLastMakesAFieldAbsent() {
    PlaybackEvent event =
        accepted(
            EventJson.smallest()
                .with("play_ms", "7")
                .with("os", "\"iOS\"")
                .followedBy("\"play_ms\":null,\"os\":null"));
    assertThat(event.number(EventField.PLAY_MS)).isZero();
    assertThat(event.valueOf(Dimension.OS)).isEqualTo(Dimension.UNKNOWN);
  }

  @Test
  void everyOptionalFieldMayBeNull() {
    EventJson event = EventJson.smallest();
    Arrays.stream(EventField.values())
        .filter(field -> !field.required())
        .forEach(field -> event.with(field.wireName(), "null"));
    assertThat(accepted(event)).isEqualTo(accepted(EventJson.smallest()));
  }

  @ParameterizedTest
  @EnumSource(value = Dimension.class, mode = EnumSource.Mode.EXCLUDE, names = "APP")
  void anAbsentOrEmptyDimensionIsUnknown(Dimension dimension) {
    EventJson event = EventJson.smallest();
    assertThat(accepted(event).valueOf(dimension)).isEqualTo("unknown");
    assertThat(accepted(event.with(dimension.eventField().wireName(), "\"\"")).valueOf(dimension))
        .isEqualTo("unknown");
    assertThat(accepted(event.with(dimension.eventField().wireName(), "null")).valueOf(dimension))
        .isEqualTo("unknown");
    assertThat(accepted(event.with(dimension.eventField().wireName(), "\" \"")).valueOf(dimension))
        .isEqualTo(" ");
  }

  @ParameterizedTest
  @EnumSource(Dimension.class)
  void aDimensionIsReadFromItsField(Dimension dimension) {
    assertThat(
            accepted(
                    EventJson.smallest()
                        .with(dimension.eventField().wireName(), "\"x, \\\"y\\\" = \\n🎧\""))
                .valueOf(dimension))
        .isEqualTo("x, \"y\" = \n🎧");
  }

  @Test
  void escapedNamesAndValuesAreTheSameAsPlainOnes() {
    assertThat(
            accepted(
                EventJson.smallest()
                    .without("app_id")
                    .with("\\u0061pp_id", "\"\\uD83C\\uDFA7\\u00e9\"")))
        .extracting(event -> event.valueOf(Dimension.APP))
        .isEqualTo("🎧é");
  }

  @Test
  void unknownFieldsAreSkippedWhateverTheyHold() {
    assertThat(
            accepted(
                EventJson.smallest()
                    .followedBy(
                        "\"x\":{\"play_ms\":1,\"app_id\":[{}]},\"PLAY_MS\":2,\"y\":[1e999,\"\\ud800\"],"
                            + "\"ext_info\":{\"play_ms\":3,\"os\":\"iOS\"}")))
        .isEqualTo(accepted(EventJson.smallest()));
  }

  @Test
  void nothingOfOneValueIsLeftInTheNext() {
    byte[] full =
        EventJson.smallest()
            .with("event_type", "\"DECODE_FAIL\"")
            .with("play_ms", "1")
            .with("buffer_ms", "2")
            .with("decode_attempts", "4")
            .with("decode_failures", "3")
            .with("os", "\"iOS\"")
            .with("region", "\"eu\"")
            .bytes();
    PlaybackEvent smallest = accepted(EventJson.smallest());

    parser.parse(full);
    assertThat(accepted(EventJson.smallest())).isEqualTo(smallest);
    parser.parse(Arrays.copyOf(full, full.length - 1));
    assertThat(accepted(EventJson.smallest())).isEqualTo(smallest);
    parser.parse(EventJson.smallest().with("play_ms", "-1").with("os", "[]").bytes());
    assertThat(accepted(EventJson.smallest())).isEqualTo(smallest);
    parser.parse(full);
    assertThat(rejected(EventJson.smallest().without("app_id")).field()).isEqualTo("app_id");
    parser.parse(full);
    assertThat(rejected(EventJson.smallest().with("decode_failures", "0")).field())
        .isEqualTo("decode_attempts");
  }

  @Test
  void ofSeveralFaultsTheFirstInTheOrderOfTheContractIsReported() {
    EventJson event =
        EventJson.smallest().with("play_ms", "\"12\"").without("session_id").with("os", "1");
    assertThat(rejected(event).field()).isEqualTo("session_id");
    assertThat(rejected(event.with("session_id", "\"s\"")).field()).isEqualTo("play_ms");
    assertThat(rejected(event.with("play_ms", "12")).field()).isEqualTo("os");
  }

  @Test
  void malformedJsonIsReportedBeforeAnyFieldsFault() {
    byte[] bytes = EventJson.smallest().without("app_id").with("play_ms", "-1").bytes();
    assertThat(rejected(Arrays.copyOf(bytes, bytes.length - 1)).reason())
        .isEqualTo(Reason.NOT_JSON);
  }

  @Test
  void anEmptyOrNullValueIsNotJson() {
    assertThat(rejected((byte[]) null).reason()).isEqualTo(Reason.NOT_JSON);
    assertThat(rejected(new byte[0]).reason()).isEqualTo(Reason.NOT_JSON);
    assertThat(rejected(" \n".getBytes(StandardCharsets.UTF_8)).reason())
        .isEqualTo(Reason.NOT_JSON);
  }

  @Test
  void aValueLongerThanTheLimitIsTooLargeWhateverItHolds() {
    byte[] event = EventJson.smallest().bytes();
    assertThat(new EventParser(event.length).parse(event)).isInstanceOf(Parsed.Accepted.class);
    for (byte[] tooLarge : List.of(event, new byte[event.length])) {
      assertThat(new EventParser(event.length - 1).parse(tooLarge))
          .isInstanceOfSatisfying(
              Rejection.class,
              rejection -> {
                assertThat(rejection.reason()).isEqualTo(Reason.TOO_LARGE);
                assertThat(rejection.field()).isEmpty();
                assertThat(rejection.detail()).contains("events.max-bytes");
              });
    }
  }

  private PlaybackEvent accepted(EventJson json) {
    Parsed parsed = parser.parse(json.bytes());
    assertThat(parsed).isInstanceOf(Parsed.Accepted.class);
    return ((Parsed.Accepted) parsed).event();
  }

  private Rejection rejected(EventJson json) {
    return rejected(json.bytes());
  }

  private Rejection rejected(byte[] value) {
    Parsed parsed = parser.parse(value);
    assertThat(parsed).isInstanceOf(Rejection.class);
    return (Rejection) parsed;
  }
}
