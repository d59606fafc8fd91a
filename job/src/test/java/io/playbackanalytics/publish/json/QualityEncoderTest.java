package io.playbackanalytics.publish.json;

import static io.playbackanalytics.publish.Qualities.totals;
import static io.playbackanalytics.publish.Qualities.window;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.playbackanalytics.event.Cohort;
import io.playbackanalytics.event.Definitions;
import io.playbackanalytics.event.ErrorClass;
import io.playbackanalytics.event.Texts;
import io.playbackanalytics.measure.total.Buckets;
import io.playbackanalytics.measure.total.Details;
import io.playbackanalytics.measure.total.DetailsBuilder;
import io.playbackanalytics.measure.total.Measure;
import io.playbackanalytics.measure.total.MeasureGroup;
import io.playbackanalytics.measure.total.Measures;
import io.playbackanalytics.measure.total.QualityTotals;
import io.playbackanalytics.measure.total.Totals;
import io.playbackanalytics.measure.window.PlaybackQuality;
import io.playbackanalytics.oracle.ExactJson;
import io.playbackanalytics.oracle.WireSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QualityEncoderTest {

  private final QualityEncoder encoder = new QualityEncoder(QualityTotals.QUALITY);
  private final WireSchema schema = WireSchema.named("playback-quality-v1");

  QualityEncoderTest() throws IOException {}

  @Test
  void aRecordIsTheCohortAndTheJsonOfTheContract() {
    PlaybackQuality quality =
        window(
            "app=music-android,os=Android 14",
            1_767_225_605_000L,
            2,
            totals(42, 400, 1, 190_000, 10_000));
    assertThat(encoder.key(quality)).asString().isEqualTo("app=music-android,os=Android 14");
    assertThat(encoder.value(quality))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(
            "{\"cohort\":{\"app\":\"music-android\",\"os\":\"Android 14\"},"
                + "\"window_start\":1767225600000,\"window_end\":1767225605000,\"revision\":2,"
                + "\"events\":42,\"decode_attempts\":400,\"decode_failures\":1,"
                + "\"decode_failure_ratio\":0.0025,\"play_ms\":190000,\"stall_ms\":10000,"
                + "\"stall_ratio\":0.05,\"playback_seconds\":190.0}");
  }

  @Test
  void measuresOfPlaysFollow() {
    Measures all = Measures.all();
    DetailsBuilder details = new DetailsBuilder();
    details.count(Details.cell(Measure.STARTUP_MS.number(), Buckets.of(1050)), 3);
    details.count(Details.cell(Measure.STARTUP_MS.number(), Buckets.of(20)), 1);
    details.count(Details.cell(Measure.STARTUP_MS.number(), Details.SUM), 3170);
    details.count(Details.cell(Measure.ERRORS.number(), ErrorClass.DRM.index()), 2);
    details.count(Details.cell(Measure.ERRORS.number(), ErrorClass.OTHER.index()), 1);
    details.see(Measure.USERS.number(), 5);
    long[] oneEvent = new long[all.sums()];
    oneEvent[Measures.EVENTS] = 1;
    assertThat(ofPlays(new Totals(oneEvent, details.build())))
        .contains("\"plays\":0,\"attempts\":0,", "\"exit_before_start_ratio\":null,")
        .contains(
            "\"startup_ms\":{\"count\":4,\"sum\":3170,\"p50\":1050,\"p95\":1050,\"p99\":1050},")
        .contains("\"sessions\":0,\"users\":1,\"errors\":{\"drm\":2,\"other\":1},")
        .contains("\"dropped_frames\":0,")
        .endsWith("\"reports_missing\":0,\"reports_repeated\":0,\"completeness\":null}");
    assertThat(ofPlays(all.nothing()))
        .contains("\"startup_ms\":{\"count\":0,\"sum\":0,\"p50\":null,\"p95\":null,\"p99\":null},")
        .contains("\"concurrent_ms\":0,\"concurrent_plays\":0.0,")
        .contains("\"bitrate_kbps\":null,", "\"stalls_per_hour\":null,")
        .contains("\"sessions\":0,\"users\":0,\"errors\":{},");
  }

  /** As after a start with measures that were off before. */
  @Test
  void whatIsNotAllIsNotSaid() {
    Measures all = Measures.all();
    int[] numbers =
        all.list().stream()
            .filter(measure -> measure.group() != MeasureGroup.QUALITY && measure.number() > 0)
            .mapToInt(Measure::number)
            .toArray();
    JsonNode record =
        ExactJson.read(
            new QualityEncoder(all)
                .value(
                    window(
                        "app=a", 0, 0, new Totals(all.nothing().sums, Details.partial(numbers)))));
    assertThat(schema.faults(record)).isEmpty();
    for (Measure measure : all.list()) {
      if (measure.group() != MeasureGroup.QUALITY) {
        assertThat(record.get(measure.wire()).isNull()).as(measure.wire()).isTrue();
      }
    }
  }

  /** What is derived follows from the sums beside it. */
  @Test
  void ratesAndMeansOfPlays() {
    Measures all = Measures.all();
    DetailsBuilder details = new DetailsBuilder();
    count(Measure.STARTUPS, 2, details);
    count(Measure.EXITS_BEFORE_START, 1, details);
    count(Measure.STARTUP_FAILURES, 1, details);
    count(Measure.STALLS, 1, details);
    count(Measure.CONCURRENT_MS, 12_500, details);
    count(Measure.RENDERED_BITS, 9_000_000, details);
    count(Measure.BITRATE_KNOWN_MS, 3000, details);
    long[] sums = new long[all.sums()];
    sums[all.placeOf(Measure.PLAY_MS)] = 3000;
    sums[all.placeOf(Measure.STALL_MS)] = 600;
    assertThat(ofPlays(new Totals(sums, details.build())))
        .contains("\"startup_failure_ratio\":0.25,\"exit_before_start_ratio\":0.25,")
        .contains("\"stalls_per_hour\":1000.0,", "\"concurrent_plays\":2.5,")
        .contains("\"bitrate_kbps\":3000.0,");
  }

  private static void count(Measure measure, long n, DetailsBuilder details) {
    details.count(Details.cell(measure.number(), 0), n);
  }

  private String ofPlays(Totals totals) {
    byte[] json = new QualityEncoder(Measures.all()).value(window("app=a", 0, 0, totals));
    assertThat(schema.faults(ExactJson.read(json))).isEmpty();
    String text = new String(json, StandardCharsets.UTF_8);
    return text.substring(text.indexOf("\"plays"));
  }

  @Test
  void noDataIsNullAndNotZero() {
    PlaybackQuality closing = window("app=a", 0, 0, QualityTotals.nothing());
    assertThat(encoder.value(closing))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(
            "{\"cohort\":{\"app\":\"a\"},\"window_start\":-5000,\"window_end\":0,\"revision\":0,"
                + "\"events\":0,\"decode_attempts\":0,\"decode_failures\":0,"
                + "\"decode_failure_ratio\":null,\"play_ms\":0,\"stall_ms\":0,"
                + "\"stall_ratio\":null,\"playback_seconds\":0.0}");
  }

  /** What plays take back may come before what it is taken from. */
  @ParameterizedTest
  @CsvSource({"-1, -0.001", "-350, -0.35", "-1000, -1.0", "-1050, -1.05", "1050, 1.05"})
  void secondsAreANumberOfEitherSign(long playMs, String seconds) {
    assertThat(encoder.value(window("app=a", 0, 0, totals(1, 0, 0, playMs, 0))))
        .asString(StandardCharsets.UTF_8)
        .endsWith("\"playback_seconds\":" + seconds + "}");
  }

  @Test
  void noFailureIsZeroAndNotNull() {
    JsonNode json = json(window("app=a", 0, 0, totals(1, 3, 0, 1, 0)));
    assertThat(json.get("decode_failure_ratio").doubleValue()).isZero();
    assertThat(json.get("stall_ratio").doubleValue()).isZero();
  }

  @Test
  void theCohortsValuesAreWrittenWithoutTheEscapesOfTheKey() {
    PlaybackQuality quality = window("app=a\\,b\\=c\\\\\"🎧\n", 0, 0, totals(1, 0, 0, 0, 0));
    assertThat(json(quality).at("/cohort/app").textValue()).isEqualTo("a,b=c\\\"🎧\n");
  }

  @Property(seed = "1", edgeCases = EdgeCasesMode.NONE)
  void everyRecordKeepsTheContract(@ForAll("qualities") PlaybackQuality quality) {
    JsonNode json = json(quality);
    assertThat(schema.faults(json)).isEmpty();

    Totals totals = quality.totals();
    assertThat(json.get("events").longValue()).isEqualTo(QualityTotals.of(totals, Measure.EVENTS));
    assertThat(json.get("decode_attempts").longValue())
        .isEqualTo(QualityTotals.of(totals, Measure.DECODE_ATTEMPTS));
    assertThat(json.get("decode_failures").longValue())
        .isEqualTo(QualityTotals.of(totals, Measure.DECODE_FAILURES));
    assertThat(json.get("play_ms").longValue())
        .isEqualTo(QualityTotals.of(totals, Measure.PLAY_MS));
    assertThat(json.get("stall_ms").longValue())
        .isEqualTo(QualityTotals.of(totals, Measure.STALL_MS));
    assertRatio(
        json.get("decode_failure_ratio"),
        QualityTotals.of(totals, Measure.DECODE_FAILURES),
        QualityTotals.of(totals, Measure.DECODE_ATTEMPTS));
    assertRatio(
        json.get("stall_ratio"),
        QualityTotals.of(totals, Measure.STALL_MS),
        QualityTotals.of(totals, Measure.PLAY_MS) + QualityTotals.of(totals, Measure.STALL_MS));
    assertThat(json.get("playback_seconds").doubleValue())
        .isEqualTo(QualityTotals.of(totals, Measure.PLAY_MS) / 1000.0);
    assertThat(json.get("window_start").longValue()).isEqualTo(quality.windowStart());
    assertThat(json.get("window_end").longValue()).isEqualTo(quality.windowEnd());
    assertThat(json.get("revision").longValue()).isEqualTo(quality.revision());
  }

  @Property(seed = "2", edgeCases = EdgeCasesMode.NONE)
  void keyAndValueTellOfTheSameCohort(@ForAll("qualities") PlaybackQuality quality) {
    Cohort cohort = Cohort.ofKey(new String(encoder.key(quality), StandardCharsets.UTF_8));
    JsonNode json = json(quality).get("cohort");
    assertThat(json).hasSize(cohort.values().size());
    for (int i = 0; i < cohort.values().size(); i++) {
      assertThat(json.get(cohort.definition().dimensions().get(i).label()).textValue())
          .isEqualTo(cohort.values().get(i));
    }
  }

  @Provide
  Arbitrary<PlaybackQuality> qualities() {
    Arbitrary<String> keys =
        Definitions.arbitrary()
            .flatMap(
                definition ->
                    Texts.arbitrary()
                        .list()
                        .ofSize(definition.dimensions().size())
                        .map(values -> new Cohort(definition, values).key()));
    Arbitrary<Long> ends = Arbitraries.longs().between(-8_640_000_000_000L, 8_640_000_000_000L);
    return Combinators.combine(keys, ends, Arbitraries.integers().greaterOrEqual(0), sums())
        .as((key, end, revision, sums) -> window(key, end * 1000, revision, sums));
  }

  private static Arbitrary<Totals> sums() {
    Arbitrary<Long> sums =
        Arbitraries.oneOf(Arbitraries.of(0L, 1L), Arbitraries.longs().between(0, 1L << 52));
    Arbitrary<Totals> busy =
        Combinators.combine(
                Arbitraries.longs().between(1, 1L << 52),
                sums,
                Arbitraries.oneOf(Arbitraries.of(0.0, 1.0), Arbitraries.doubles().between(0, 1)),
                sums,
                sums)
            .as(
                (events, attempts, failing, play, stall) ->
                    totals(events, attempts, (long) (attempts * failing), play, stall));
    return Arbitraries.oneOf(busy, Arbitraries.create(QualityTotals::nothing));
  }

  private static void assertRatio(JsonNode ratio, long part, long whole) {
    if (whole == 0) {
      assertThat(ratio.isNull()).isTrue();
    } else {
      assertThat(ratio.doubleValue()).isEqualTo((double) part / whole);
    }
  }

  private JsonNode json(PlaybackQuality quality) {
    return ExactJson.read(encoder.value(quality));
  }
}
