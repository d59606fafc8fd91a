package io.playbackanalytics.measure.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.playbackanalytics.event.CohortDefinition;
import io.playbackanalytics.measure.total.Distribution;
import io.playbackanalytics.measure.total.Measure;
import io.playbackanalytics.measure.total.Measures;
import io.playbackanalytics.play.PlayCount;
import io.playbackanalytics.play.PlayLevel;
import io.playbackanalytics.play.Tags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What plays tell is in slices as if each millisecond had been looked at. */
class PlaySlicesTest {

  private static final Measures MEASURES = Measures.all();
  private static final Lateness LATENESS =
      new Lateness(new Hop(Duration.ofSeconds(5), Duration.ofSeconds(1)), Duration.ofSeconds(30));
  private static final Tags WIFI = Tags.of(List.of("a", "wifi"));
  private static final Tags UNKNOWN = Tags.of(List.of("a", ""));

  private final List<Slice> handedOn = new ArrayList<>();
  private PlaySlices slices = slices();

  private static PlaySlices slices() {
    return new PlaySlices(
        MEASURES,
        LATENESS,
        List.of(CohortDefinition.parse("app"), CohortDefinition.parse("app,network")));
  }

  /** Spans that begin and end anywhere within lateness, told in any order around the watermark. */
  @Property(seed = "3", tries = 100)
  void slicesAreIntegrals(@ForAll long seed) {
    Random random = new Random(seed);
    slices = slices();
    handedOn.clear();
    Map<String, Long> expected = new TreeMap<>();
    long watermark = 100_000;
    slices.advance(watermark, handedOn::add);
    List<long[]> open = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      long from = watermark - random.nextInt(28_000) + random.nextInt(5000);
      if (random.nextBoolean() || open.isEmpty()) {
        slices.level(WIFI, PlayLevel.PLAYING, from, 1);
        open.add(new long[] {from});
      } else {
        long began = open.remove(random.nextInt(open.size()))[0];
        long to = Math.max(began, from);
        slices.level(WIFI, PlayLevel.PLAYING, to, -1);
        add(began, to, expected);
      }
      if (random.nextInt(4) == 0) {
        watermark += random.nextInt(3000);
        slices.advance(watermark, handedOn::add);
      }
    }
    for (long[] each : open) {
      long to = Math.max(each[0], watermark + 1000);
      slices.level(WIFI, PlayLevel.PLAYING, to, -1);
      add(each[0], to, expected);
    }
    slices.advance(Long.MAX_VALUE, handedOn::add);
    assertThat(playMs()).isEqualTo(expected);
    assertThat(slices.drainLateCorrectionMs()).isZero();
  }

  private static void add(long from, long to, Map<String, Long> expected) {
    for (long ms = from; ms < to; ms++) {
      long end = Math.floorDiv(ms, 1000) * 1000 + 1000;
      expected.merge("app=a " + end, 1L, Long::sum);
      expected.merge("app=a,network=wifi " + end, 1L, Long::sum);
    }
  }

  private Map<String, Long> playMs() {
    Map<String, Long> sums = new TreeMap<>();
    for (Slice slice : handedOn) {
      assertThat(slice.totals().events()).isZero();
      long ms = MEASURES.sum(slice.totals(), Measure.PLAY_MS);
      sums.merge(slice.cohort() + " " + slice.end(), ms, Long::sum);
    }
    sums.values().removeIf(sum -> sum == 0);
    return sums;
  }

  @Test
  void aSliceIsHandedOnWithTheWatermarkThatCompletesIt() {
    slices.level(UNKNOWN, PlayLevel.PLAYING, 500, 1);
    slices.advance(998, handedOn::add);
    assertThat(handedOn).isEmpty();
    slices.advance(999, handedOn::add);
    assertThat(playMs()).containsEntry("app=a,network=unknown 1000", 500L);
  }

  /** Windows that are off the screen are revised once for all plays that fell silent meanwhile. */
  @Test
  void whatIsTakenBackOfLongAgoIsGathered() {
    slices.level(WIFI, PlayLevel.PLAYING, 0, 2);
    slices.advance(29_999, handedOn::add);
    handedOn.clear();
    slices.level(WIFI, PlayLevel.PLAYING, 10_000, -1);
    slices.advance(30_999, handedOn::add);
    assertThat(handedOn).extracting(Slice::end).contains(26_000L, 31_000L).doesNotContain(20_000L);
    slices.level(WIFI, PlayLevel.PLAYING, 10_000, -1);
    for (long second = 32; second <= 35; second++) {
      slices.advance(1000 * second - 1, handedOn::add);
    }
    assertThat(handedOn).filteredOn(slice -> slice.end() == 20_000).hasSize(2);
    assertThat(playMs()).containsEntry("app=a 20000", -2000L).doesNotContainKey("app=a 10000");
  }

  /** Only the ledger has it right then. */
  @Test
  void whatIsTooLateIsAddedUp() {
    slices.level(WIFI, PlayLevel.PLAYING, 0, 1);
    slices.advance(99_999, handedOn::add);
    handedOn.clear();
    slices.level(WIFI, PlayLevel.PLAYING, 50_000, -1);
    slices.count(WIFI, PlayCount.ENDED, 50_000, 1);
    slices.advance(104_999, handedOn::add);
    long lateUpTo = LATENESS.lateUpTo(99_999);
    assertThat(slices.drainLateCorrectionMs()).isEqualTo(lateUpTo - 50_000);
    assertThat(slices.drainLateOccurrences()).isEqualTo(1);
    assertThat(handedOn).isNotEmpty().allMatch(slice -> slice.end() > lateUpTo);
  }

  @Test
  void aStartIsInTheDistributionAndCanBeTakenBack() {
    slices.startup(WIFI, 1500, 1200, 1);
    slices.startup(WIFI, 1500, 800, 1);
    slices.startup(WIFI, 1500, 1200, -1);
    slices.advance(1999, handedOn::add);
    assertThat(handedOn).hasSize(2);
    Distribution startups =
        Distribution.of(handedOn.get(0).totals().details, Measure.STARTUP_MS.number());
    assertThat(startups.count()).isEqualTo(1);
    assertThat(startups.sum()).isEqualTo(800);
    assertThat(MEASURES.sum(handedOn.get(0).totals(), Measure.STARTUPS)).isEqualTo(1);
  }

  @Test
  void whatIsHandedOnEarlyIsNotHandedOnAgain() {
    slices.count(WIFI, PlayCount.PLAYS, 5500, 1);
    slices.level(WIFI, PlayLevel.PLAYING, 5500, 1);
    slices.handOnAmounts(handedOn::add);
    assertThat(handedOn).hasSize(2);
    assertThat(MEASURES.sum(handedOn.get(0).totals(), Measure.PLAYS)).isEqualTo(1);
    slices.advance(5999, handedOn::add);
    assertThat(handedOn).hasSize(4);
    assertThat(playMs()).containsEntry("app=a 6000", 500L);
  }
}
