package io.playbackanalytics.sandbox.summary;

import static io.playbackanalytics.sandbox.summary.QualityRecords.sums;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExcessTest {

  private static final double ROUNDING = 1e-9;

  /** A node with 1000 s of playback beside another one that has {@code restPlay}. */
  @ParameterizedTest
  @CsvSource({
    // stalled s of the node, playback and stalled s of the rest, what it adds
    "100, 3000,  0, 0.0244",
    "100, 3000, 60, 0.0189",
    " 50, 3000,  0, 0.0123",
    "100, 9000,  0, 0.0099",
    " 20, 3000,  0, 0.0050",
  })
  void aNodeAddsItsExcessByItsShare(long stalled, long restPlay, long restStalled, double adds) {
    List<Excess> worst =
        Excess.worst(
            Map.of(
                cohort("tv", "cdn", "a"), sums(99, 0, 0, 1000, stalled),
                cohort("tv", "cdn", "b"), sums(99, 0, 0, restPlay, restStalled)),
            Measure.STALLED);
    assertThat(worst).hasSize(1);
    assertThat(worst.get(0).cohort()).containsEntry("cdn", "a");
    assertThat(worst.get(0).adds()).isEqualTo(adds, within(0.00005));
  }

  /** Everything else being bad enough for a line. */
  @ParameterizedTest
  @CsvSource({
    // events, playback s and stalled s of the node; those of the rest
    "29, 1000, 100,  99, 3000,  0",
    "99,  100,  19,  99, 3000,  0",
    "99, 1000,  17,  99, 3000,  0",
    "99, 1000, 100,  29, 3000,  0",
    "99, 1000, 100,  99,  100,  0",
    "99, 1000, 100,  99, 3000, 300",
    "99, 1000,   6,  99, 3000, 17",
    "99, 3000,  60,  99,  200,  1",
  })
  void withoutEvidenceOrExcessThereIsNoLine(
      long events, long play, long stalled, long restEvents, long restPlay, long restStalled) {
    Map<String, String> node = cohort("tv", "cdn", "a");
    assertThat(
            Excess.worst(
                Map.of(
                    node,
                    sums(events, 0, 0, play, stalled),
                    cohort("tv", "cdn", "b"),
                    sums(restEvents, 0, 0, restPlay, restStalled)),
                Measure.STALLED))
        .noneMatch(excess -> excess.cohort().equals(node));
  }

  @Test
  void aLargeCohortThatIsSomewhatWorseComesBeforeASmallOneThatIsMuchWorse() {
    List<Excess> worst =
        Excess.worst(
            Map.of(
                cohort("tv", "cdn", "large"), sums(99, 5_000, 250, 0, 0),
                cohort("tv", "cdn", "other"), sums(99, 5_000, 0, 0, 0),
                cohort("tv", "os", "old"), sums(99, 100, 50, 0, 0),
                cohort("tv", "os", "new"), sums(99, 9_900, 200, 0, 0)),
            Measure.DECODING);
    assertThat(worst)
        .extracting(excess -> excess.cohort().values())
        .extracting(Object::toString)
        .map(text -> text.replaceAll(".*(large|old).*", "$1"))
        .containsExactly("large", "old");
  }

  @Test
  void theRestIsOfTheSameAppAndTheSameDimensions() {
    Sums own = sums(99, 100, 20, 0, 0);
    List<Excess> worst =
        Excess.worst(
            Map.of(
                cohort("tv", "os", "a"), own,
                cohort("tv", "os", "b"), sums(99, 200, 1, 0, 0),
                cohort("tv", "os", "c"), sums(99, 300, 2, 0, 0),
                cohort("tv", "cdn", "a"), sums(99, 600, 13, 0, 0),
                cohort("phone", "os", "a"), sums(99, 7_000, 0, 0, 0),
                Map.of("app", "tv"), sums(99, 600, 13, 0, 0)),
            Measure.DECODING);
    assertThat(worst).hasSize(1);
    assertThat(worst.get(0).own()).isEqualTo(own);
    assertThat(worst.get(0).rest()).isEqualTo(sums(198, 500, 3, 0, 0));
  }

  @Property
  void whatACohortAddsIsWhatTheAppWouldLoseIfItWereLikeTheRest(
      @ForAll("playback") Sums own, @ForAll("playback") Sums rest) {
    for (Measure measure : Measure.values()) {
      Excess excess = new Excess(cohort("tv", "os", "a"), measure, own, rest);
      Sums app = own.plus(rest);
      double appRatio = (double) measure.part(app) / measure.whole(app);
      assertThat(excess.adds()).isEqualTo(appRatio - excess.ratioOfRest(), within(ROUNDING));
    }
  }

  @Property
  void theListIsOrderedAndHoldsOnlyCohortsThatAreWorseThanTheirRest(
      @ForAll("playback") Sums a, @ForAll("playback") Sums b, @ForAll("playback") Sums c) {
    Map<Map<String, String>, Sums> sums = new HashMap<>();
    sums.put(cohort("tv", "os", "a"), a);
    sums.put(cohort("tv", "os", "b"), b);
    sums.put(cohort("tv", "os", "c"), c);
    for (Measure measure : Measure.values()) {
      List<Excess> worst = Excess.worst(sums, measure);
      assertThat(worst).hasSizeLessThan(3);
      assertThat(worst)
          .isSortedAccordingTo((one, other) -> Double.compare(other.adds(), one.adds()));
      assertThat(worst).allMatch(excess -> excess.adds() > 0);
      assertThat(worst).allMatch(excess -> excess.ratio() > excess.ratioOfRest());
    }
  }

  @Property
  void theSamePlaybackTwiceRanksTheSame(
      @ForAll("playback") Sums own, @ForAll("playback") Sums rest) {
    for (Measure measure : Measure.values()) {
      Excess once = new Excess(cohort("tv", "os", "a"), measure, own, rest);
      Excess twice = new Excess(cohort("tv", "os", "a"), measure, own.plus(own), rest.plus(rest));
      assertThat(twice.adds()).isEqualTo(once.adds(), within(ROUNDING));
    }
  }

  @Provide
  Arbitrary<Sums> playback() {
    return Combinators.combine(
            Arbitraries.longs().between(0, 10_000),
            Arbitraries.longs().between(1, 10_000),
            Arbitraries.integers().between(0, 100),
            Arbitraries.longs().between(1, 10_000_000),
            Arbitraries.longs().between(0, 10_000_000))
        .as(
            (events, attempts, percent, play, stalled) ->
                new Sums(
                    events,
                    attempts,
                    attempts * percent / 100,
                    Duration.ofMillis(play),
                    Duration.ofMillis(stalled),
                    Numbered.NONE));
  }

  private static Map<String, String> cohort(String app, String dimension, String value) {
    return Map.of("app", app, dimension, value);
  }
}
