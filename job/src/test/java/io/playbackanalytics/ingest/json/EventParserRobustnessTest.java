package io.playbackanalytics.ingest.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.playbackanalytics.event.Cohort;
import io.playbackanalytics.event.CohortDefinition;
import io.playbackanalytics.event.EventField;
import io.playbackanalytics.event.Parsed;
import io.playbackanalytics.event.Rejection;
import io.playbackanalytics.schemas.Example;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever the bytes, the parser gives an event or a rejection, and never throws. */
class EventParserRobustnessTest {

  private static final int MAX_BYTES = 1 << 20;
  private static final CohortDefinition EVERY_DIMENSION =
      CohortDefinition.parse("app,os,network,cdn,region,app_version,device_type,content_type");

  /** Stands in every text of the events that it is in, so a detail that quotes one shows it. */
  private static final String CANARY = "ZQX";

  private static final List<byte[]> SEEDS = seeds();

  private final EventParser parser = new EventParser(MAX_BYTES);

  @Property(seed = "1", tries = 20_000)
  void givesAVerdictOnRandomBytes(@ForAll byte[] bytes) {
    assertVerdict(parser.parse(bytes));
  }

  @Property(seed = "2", tries = 20_000)
  void givesAVerdictOnTokensInAnyOrder(@ForAll("tokens") String text) {
    assertVerdict(parser.parse(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Property(seed = "3", tries = 20_000, shrinking = ShrinkingMode.BOUNDED)
  void givesAVerdictOnMutatedEvents(@ForAll("mutatedEvents") byte[] bytes) {
    assertVerdict(parser.parse(bytes));
  }

  /** Values of the greatest allowed size that are as laborious as they can be. */
  enum Extreme {
    OPEN_ARRAYS("", "[", ""),
    OPEN_OBJECTS("", "{\"a\":", ""),
    CLOSED_ARRAYS("{\"ext_info\":{\"a\":", "[", "]"),
    OPEN_BRACES("", "{", ""),
    DIGITS("{\"play_ms\":", "9", ""),
    ZEROS("{\"play_ms\":0.", "0", ""),
    EXPONENT("{\"play_ms\":1e", "9", ""),
    BACKSLASHES("{\"app_id\":\"", "\\\\", ""),
    SURROGATES("{\"app_id\":\"", "\\ud83c", ""),
    EMOJI("{\"app_id\":\"", "🎧", ""),
    BLANKS("{", " ", ""),
    LONG_NAME("{\"", "x", ""),
    DUPLICATES("{", "\"os\":\"ZQX\",", ""),
    EMPTY_NAMES("{", "\"\":{},", "");

    private final String start;
    private final String repeated;
    private final String closing;

    Extreme(String start, String repeated, String closing) {
      this.start = start;
      this.repeated = repeated;
      this.closing = closing;
    }

    String text() {
      int each = (repeated + closing).getBytes(StandardCharsets.UTF_8).length;
      int times = (MAX_BYTES - start.length()) / each;
      return start + repeated.repeat(times) + closing.repeat(times);
    }
  }

  @ParameterizedTest
  @EnumSource(Extreme.class)
  void givesAVerdictOnExtremesInNoTime(Extreme extreme) {
    String text = extreme.text();
    for (String end : List.of("", "}", "\":1}")) {
      byte[] bytes = (text + end).getBytes(StandardCharsets.UTF_8);
      EventParser unlimited = new EventParser(Integer.MAX_VALUE);
      assertTimeoutPreemptively(
          Duration.ofSeconds(10), () -> assertVerdict(unlimited.parse(bytes)));
    }
  }

  @ParameterizedTest
  @EnumSource(Names.class)
  void givesAVerdictOnAnyNumberOfFieldNames(Names names) {
    for (int round = 0; round < 3; round++) {
      int from = round * 60_000;
      byte[] bytes =
          IntStream.range(from, from + 60_000)
              .mapToObj(i -> "\"" + names.name(i) + "\":" + i)
              .collect(Collectors.joining(",", "{", "}"))
              .getBytes(StandardCharsets.UTF_8);
      EventParser unlimited = new EventParser(Integer.MAX_VALUE);
      assertTimeoutPreemptively(
          Duration.ofSeconds(10), () -> assertVerdict(unlimited.parse(bytes)));
    }
  }

  /** Distinct field names, by the million. */
  enum Names {
    SHORT,
    LONG,
    NOT_ASCII;

    String name(int i) {
      return switch (this) {
        case SHORT -> Integer.toString(i, Character.MAX_RADIX);
        case LONG -> "name-of-a-field-that-is-not-among-those-of-the-contract-" + i;
        case NOT_ASCII -> "é🎧" + i;
      };
    }
  }

  @Provide
  Arbitrary<String> tokens() {
    return Arbitraries.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\\",
            "null",
            "true",
            "0",
            "-",
            "1e5",
            ".",
            " ",
            "\"app_id\":",
            "\"play_ms\":",
            "\"os\":",
            "\"ZQX\"",
            "\"ZQX\":",
            "\"\\ud800\"",
            "\n")
        .list()
        .ofMaxSize(30)
        .map(tokens -> String.join("", tokens));
  }

  @Provide
  Arbitrary<byte[]> mutatedEvents() {
    return Combinators.combine(Arbitraries.of(SEEDS), mutations().list().ofMinSize(1).ofMaxSize(4))
        .as(
            (seed, mutations) -> {
              byte[] bytes = seed;
              for (Mutation mutation : mutations) {
                bytes = mutation.of(bytes);
              }
              return bytes;
            });
  }

  private static Arbitrary<Mutation> mutations() {
    Arbitrary<byte[]> pieces =
        Arbitraries.oneOf(
            Arbitraries.bytes().map(b -> new byte[] {b}),
            Arbitraries.of(
                    "\"",
                    "{",
                    "}",
                    "[",
                    "]",
                    ",",
                    ":",
                    "\\",
                    "null",
                    "-",
                    "0",
                    "1e400",
                    "\\ud800",
                    "\"os\":",
                    "\"play_ms\":-1,",
                    "🎧",
                    "\n",
                    "\u0000",
                    "ZQX")
                .map(text -> text.getBytes(StandardCharsets.UTF_8)),
            Arbitraries.just(new byte[0]));
    return Combinators.combine(
            Arbitraries.doubles().between(0, 1), Arbitraries.of(0, 0, 1, 1, 2, 5, 40), pieces)
        .as(Mutation::new);
  }

  /**
   * Replaces a stretch of bytes.
   *
   * @param where from 0, the start, to 1, the end
   */
  private record Mutation(double where, int removed, byte[] inserted) {

    byte[] of(byte[] bytes) {
      int from = (int) (where * bytes.length);
      int to = Math.min(bytes.length, from + removed);
      byte[] mutated = Arrays.copyOf(bytes, from + inserted.length + bytes.length - to);
      System.arraycopy(inserted, 0, mutated, from, inserted.length);
      System.arraycopy(bytes, to, mutated, from + inserted.length, bytes.length - to);
      return mutated;
    }
  }

  private static void assertVerdict(Parsed parsed) {
    if (parsed instanceof Parsed.Accepted accepted) {
      Cohort cohort =
          new Cohort(
              EVERY_DIMENSION,
              EVERY_DIMENSION.dimensions().stream().map(accepted.event()::valueOf).toList());
      assertThat(Cohort.ofKey(cohort.key())).isEqualTo(cohort);
      return;
    }
    Rejection rejection = (Rejection) parsed;
    assertThat(rejection.reason()).isNotNull();
    if (!rejection.field().isEmpty()) {
      assertThat(EventField.named(rejection.field())).isNotNull();
    }
    assertThat(rejection.detail()).matches("[ -~]+").doesNotContain(CANARY);
  }

  /** The valid examples of readable size, and events with the canary wherever it fits. */
  private static List<byte[]> seeds() {
    EventJson canaries = EventJson.smallest();
    for (EventField field : EventField.values()) {
      canaries.with(
          field.wireName(),
          switch (field.kind()) {
            case STRING -> field == EventField.EVENT_TYPE ? "\"SEARCH\"" : "\"ZQX\"";
            case INTEGER -> "12";
            case BOOLEAN -> "true";
            case OBJECT -> "{\"ZQX\":\"ZQX\"}";
          });
    }
    return Stream.concat(
            Example.in("playback-event-v1/valid").stream().map(Example::value),
            Stream.of(
                canaries.bytes(),
                canaries.with("event_type", "\"ZQX\"").bytes(),
                canaries.with("event_type", "\"SEEK\"").with("play_ms", "\"ZQX\"").bytes(),
                canaries.with("play_ms", "0").with("os", "\"" + "ZQX".repeat(30) + "\"").bytes()))
        .filter(bytes -> bytes.length < 2000)
        .toList();
  }
}
