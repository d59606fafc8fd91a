package io.playbackanalytics.measure.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.playbackanalytics.measure.total.QualityTotals;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The windows of one cohort, driven as the operator drives them but with a plain timer queue. */
class CohortWindowsTest {

  private static final Lateness LATENESS =
      new Lateness(new Hop(Duration.ofSeconds(5), Duration.ofSeconds(1)), Duration.ofSeconds(30));

  private Lateness lateness = LATENESS;
  private static final Revisions REVISIONS =
      Revisions.ofAttempt(Instant.ofEpochMilli(100), Revisions.NONE);

  private CohortWindows windows = new CohortWindows(LATENESS, REVISIONS);
  private final CohortSlices slices = new CohortSlices(QualityTotals.QUALITY.layout());
  private final TreeSet<Long> timers = new TreeSet<>();
  private final List<PlaybackQuality> published = new ArrayList<>();
  private final List<Long> fired = new ArrayList<>();

  @Test
  void aSliceIsInEachOfItsWindowsAndThenTheCohortIsClosedOnce() {
    slice(1000, 3);
    advance(100_000);
    assertThat(ends()).containsExactly(1000L, 2000L, 3000L, 4000L, 5000L, 6000L);
    assertThat(events()).containsExactly(3L, 3L, 3L, 3L, 3L, 0L);
    assertThat(published).allMatch(quality -> quality.revision() == 100 && quality.first());
  }

  @Test
  void aWindowFiresWithItsLastMillisecondAndNotBefore() {
    slice(1000, 1);
    advance(998);
    assertThat(published).isEmpty();
    advance(999);
    assertThat(ends()).containsExactly(1000L);
  }

  @Test
  void aLateSliceRevisesTheWindowsThatHoldItAndOnlyThose() {
    slice(1000, 1);
    slice(7000, 1);
    advance(20_000);
    published.clear();
    slice(4000, 2);
    advance(20_200);
    assertThat(published)
        .extracting(PlaybackQuality::windowEnd, PlaybackQuality::revision, this::eventsOf)
        .containsExactly(
            tuple(4000L, 101L, 3L),
            tuple(5000L, 101L, 3L),
            tuple(6000L, 101L, 2L),
            tuple(7000L, 101L, 3L),
            tuple(8000L, 101L, 3L));
  }

  @Test
  void windowsThatALateSliceDoesNotChangeAreNotEvenLookedAt() {
    slice(1000, 1);
    slice(7000, 1);
    advance(20_000);
    fired.clear();
    slice(4000, 2);
    advance(20_200);
    assertThat(fired).containsExactly(4000L, 5000L, 6000L, 7000L, 8000L);
  }

  @Test
  void aClosedCohortThatComesBackIsClosedAgain() {
    slice(1000, 1);
    advance(20_000);
    slice(30_000, 1);
    advance(50_000);
    assertThat(ends())
        .containsExactly(
            1000L, 2000L, 3000L, 4000L, 5000L, 6000L, 30_000L, 31_000L, 32_000L, 33_000L, 34_000L,
            35_000L);
  }

  @Test
  void aLateSliceBehindTheClosingRecordMovesTheClosingRecord() {
    slice(1000, 1);
    advance(20_000);
    published.clear();
    slice(3000, 1);
    advance(20_200);
    assertThat(ends()).containsExactly(3000L, 4000L, 5000L, 6000L, 7000L, 8000L);
    assertThat(published)
        .extracting(PlaybackQuality::revision)
        .containsExactly(101L, 101L, 101L, 101L, 100L, 100L);
    assertThat(events()).containsExactly(2L, 2L, 2L, 1L, 1L, 0L);
  }

  @Test
  void nothingIsLeftOnceAllSlicesHaveExpired() {
    slice(1000, 1);
    slice(5000, 1);
    advance(1_000_000);
    assertThat(slices.isEmpty()).isTrue();
    assertThat(timers).isEmpty();
  }

  @Test
  void stateIsBoundedWhileTheCohortLives() {
    int most = 0;
    for (long second = 1; second <= 1000; second++) {
      slice(second * 1000, 1);
      advance(second * 1000);
      most = Math.max(most, slices.size());
    }
    assertThat(most).isEqualTo(38);
  }

  /**
   * Whatever the order in which slices come, the last publication of every window is the plain sum
   * over all slices, revisions count up, and in the end nothing is left.
   */
  @Property(seed = "31", tries = 500)
  void lastPublicationsEqualBruteForce(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 8) int slicesPerWindow,
      @ForAll @IntRange(min = 0, max = 12_000) int allowedMs) {
    lateness =
        new Lateness(
            new Hop(Duration.ofSeconds(slicesPerWindow), Duration.ofSeconds(1)),
            Duration.ofMillis(allowedMs));
    windows = new CohortWindows(lateness, REVISIONS);
    published.clear();
    Random random = new Random(seed);
    Map<Long, Long> eventsBySlice = new HashMap<>();
    long watermark = 0;
    for (int i = 0; i < 200; i++) {
      long end = (watermark / 1000 + random.nextInt(30) - 22) * 1000;
      if (!lateness.isLate(end, watermark)) {
        int count = 1 + random.nextInt(5);
        slice(end, count);
        eventsBySlice.merge(end, (long) count, Long::sum);
      }
      if (random.nextInt(3) == 0) {
        watermark += random.nextInt(random.nextInt(10) == 0 ? 60_000 : 3000);
        advance(watermark);
      }
    }
    advance(watermark + 1_000_000);
    assertThat(lastPublications()).isEqualTo(bruteForce(eventsBySlice, slicesPerWindow));
    assertThat(slices.isEmpty()).isTrue();
    assertThat(timers).isEmpty();
  }

  private Map<Long, Long> lastPublications() {
    Map<Long, Long> last = new TreeMap<>();
    Map<Long, Long> revisions = new HashMap<>();
    for (PlaybackQuality quality : published) {
      assertThat(quality.revision())
          .isEqualTo(revisions.merge(quality.windowEnd(), 100L, (before, unused) -> before + 1));
      assertThat(quality.first()).isEqualTo(quality.revision() == 100);
      assertThat(quality.totals().events()).isNotEqualTo(last.get(quality.windowEnd()));
      last.put(quality.windowEnd(), quality.totals().events());
    }
    return last;
  }

  private static Map<Long, Long> bruteForce(Map<Long, Long> eventsBySlice, int slicesPerWindow) {
    Map<Long, Long> expected = new TreeMap<>();
    eventsBySlice.forEach(
        (end, count) -> {
          for (int i = 0; i < slicesPerWindow; i++) {
            expected.merge(end + i * 1000L, count, Long::sum);
          }
        });
    for (long end : List.copyOf(expected.keySet())) {
      expected.putIfAbsent(end + 1000, 0L);
    }
    return expected;
  }

  private void slice(long end, long events) {
    windows.add(new Slice("app=a", end, QualityTotals.ofEvents(events)), slices);
    timers.add(lateness.hop().firesAt(end));
  }

  private void advance(long watermark) {
    while (!timers.isEmpty() && timers.first() <= watermark) {
      long windowEnd = lateness.hop().windowEndFiringAt(timers.pollFirst());
      fired.add(windowEnd);
      OptionalLong next = windows.fire("app=a", windowEnd, slices, published::add);
      next.ifPresent(end -> timers.add(lateness.hop().firesAt(end)));
    }
  }

  private List<Long> ends() {
    return published.stream().map(PlaybackQuality::windowEnd).toList();
  }

  private List<Long> events() {
    return published.stream().map(this::eventsOf).toList();
  }

  private long eventsOf(PlaybackQuality quality) {
    return quality.totals().events();
  }
}
