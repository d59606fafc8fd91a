package io.playbackanalytics.ingest.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.playbackanalytics.event.Dimension;
import io.playbackanalytics.event.DimensionValues;
import io.playbackanalytics.event.EventField;
import io.playbackanalytics.event.EventType;
import io.playbackanalytics.event.Parsed;
import io.playbackanalytics.measure.total.AmountColumns;
import io.playbackanalytics.measure.total.Measures;
import io.playbackanalytics.schemas.Example;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the scanner accepts, the parser accepts, and both understand the same. */
class EventScannerTest {

  private static final long SEED = 1;

  /** {@code ./verify --long} says {@code -Dfuzz.events=…}; a million takes some 15 seconds. */
  private static final long CASES = Long.getLong("fuzz.events", 100_000);

  private static final List<Dimension> DIMENSIONS = List.of(Dimension.values());

  private static final AmountColumns COLUMNS = Measures.all().columns();

  private static final Wanted WANTED = Wanted.of(COLUMNS, DIMENSIONS).withReports();

  private final EventScanner scanner = new EventScanner(WANTED);
  private final EventParser parser = new EventParser(1 << 20);
  private final DimensionValues numbers = new DimensionValues();
  private final EventNumbers event = new EventNumbers(WANTED);

  @Test
  void agreesWithTheParserOnEveryEventWellWrittenOrNot() {
    MutatedEvents values = new MutatedEvents(SEED);
    long scanned = 0;
    long accepted = 0;
    DimensionValues some = new DimensionValues();
    for (long i = 0; i < CASES; i++) {
      byte[] value = values.next();
      if (some.isFull()) {
        some = new DimensionValues();
      }
      Parsed parsed = parser.parse(value);
      accepted += parsed instanceof Parsed.Accepted ? 1 : 0;
      if (scans(value, some)) {
        scanned++;
        assertSame(value, parsed, some);
      }
    }
    System.out.printf(
        "Seed %d: %,d values, %,d of them events, %,d of these scanned%n",
        SEED, CASES, accepted, scanned);
    // Else agreement would mean nothing.
    assertThat(scanned).isGreaterThan(CASES / 4).isLessThan(accepted);
    assertThat(accepted).isLessThan(CASES * 9 / 10);
  }

  @ParameterizedTest
  @MethodSource("io.playbackanalytics.ingest.json.EventScannerTest#examples")
  void agreesWithTheParserOnTheContractsExamples(Example example) {
    if (scans(example.value(), numbers)) {
      assertSame(example.value(), parser.parse(example.value()), numbers);
    }
  }

  static Stream<Example> examples() {
    return Stream.of("valid", "invalid")
        .flatMap(folder -> Example.in("playback-event-v1/" + folder).stream());
  }

  @Test
  void readsEveryTypeOfEventAndEveryFieldByItself() {
    for (EventType type : EventType.values()) {
      assertScans(EventJson.smallest().with("event_type", "\"" + type + "\""));
    }
    EventJson all = EventJson.smallest();
    for (EventField field : EventField.values()) {
      if (!field.required()) {
        all.with(
            field.wireName(),
            switch (field.kind()) {
              case STRING ->
                  "\"" + (field.words().isEmpty() ? "a text" : field.words().get(0)) + "\"";
              case INTEGER -> "12";
              case BOOLEAN -> "true";
              case OBJECT -> "{\"a\": [1, -2.5e3, {\"b\": null}, true, false, \"c\", [], {}]}";
            });
        assertScans(all);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"event_type\":\"SEARCH\",\"app_id\":\"a\",\"session_id\":\"s\",\"timestamp\":1,"
            + "\"query_keyword\":\"björk 音乐 🎧\"}",
        " { \"event_type\" : \"SEEK\" ,\r\n\t\"app_id\": \"a\", \"session_id\" :\"s\","
            + "\"timestamp\":\n0, \"os\": null, \"unknown\": [ 1 , { } ] } \n",
        "{\"timestamp\":-5,\"session_id\":\"s\",\"app_id\":\"b\",\"app_id\":\"é\","
            + "\"event_type\":\"DECODE_FAIL\",\"decode_attempts\":3,\"decode_failures\":3}"
      })
  void readsWhatPlayersWrite(String text) {
    byte[] value = text.getBytes(StandardCharsets.UTF_8);
    assertThat(scans(value, numbers)).isTrue();
    assertSame(value, parser.parse(value), numbers);
  }

  /** Behind the value lie other bytes, and in the scanner those of a longer value before. */
  @Test
  void endsWhereTheValueEnds() {
    byte[] whole = EventJson.smallest().with("play_ms", "123456").with("os", "\"ab\"").bytes();
    for (int end = 0; end < whole.length; end++) {
      assertThat(scanner.scan(whole, 0, whole.length, numbers, event)).isTrue();
      assertThat(scanner.scan(whole, 0, end, numbers, event)).as("cut off at %d", end).isFalse();
    }
  }

  /** The scanner's buffer ends somewhere: what does not fit is the parser's. */
  @Test
  void readsValuesUpToTheLengthOfItsBuffer() {
    int shortest = EventJson.smallest().with("x", "\"\"").bytes().length;
    for (int length = 4060; length <= 4130; length++) {
      EventJson json = EventJson.smallest().with("x", "\"" + "y".repeat(length - shortest) + "\"");
      byte[] value = json.bytes();
      assertThat(value).hasSize(length);
      assertThat(scans(value, numbers)).isEqualTo(length <= 4096);
      byte[] cut = Arrays.copyOf(value, length - 2);
      assertThat(scans(cut, numbers)).isFalse();
    }
  }

  private void assertScans(EventJson json) {
    byte[] value = json.bytes();
    assertThat(scans(value, numbers)).as(new String(value, StandardCharsets.UTF_8)).isTrue();
    assertSame(value, parser.parse(value), numbers);
  }

  /** Scans the value from the middle of a longer array. */
  private boolean scans(byte[] value, DimensionValues values) {
    byte[] around = new byte[value.length + 10];
    Arrays.fill(around, (byte) '"');
    System.arraycopy(value, 0, around, 4, value.length);
    return scanner.scan(around, 4, 4 + value.length, values, event);
  }

  private void assertSame(byte[] value, Parsed parsed, DimensionValues values) {
    if (!(parsed instanceof Parsed.Accepted accepted
        && SameEvent.is(event, accepted.event(), COLUMNS, DIMENSIONS, values))) {
      throw new AssertionError(
          new String(value, StandardCharsets.UTF_8) + "\nis by the parser " + parsed);
    }
  }
}
