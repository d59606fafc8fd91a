package io.playbackanalytics.measure.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.playbackanalytics.measure.total.QualityTotals;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The windows of several cohorts, with checkpoints and restarts in between. */
class OpenWindowsTest {

  private static final Lateness LATENESS =
      new Lateness(new Hop(Duration.ofSeconds(5), Duration.ofSeconds(1)), Duration.ofSeconds(30));

  private static final int MANY = 1000;
  private static final Duration TIMEOUT = Duration.ofMinutes(10);
  private static final Instant NOW = Instant.ofEpochMilli(1_000_000);

  private final Kept store = new Kept();
  private final List<PlaybackQuality> published = new ArrayList<>();
  private Lateness lateness = LATENESS;
  private OpenWindows windows = open(LATENESS, 100, MANY);

  @Test
  void aCohortWithoutAPlaceIsRefusedUntilOneHasGone() {
    windows = open(LATENESS, 100, 2);
    assertThat(add("app=a", 1000, 1)).isTrue();
    assertThat(add("app=b", 1000, 1)).isTrue();
    assertThat(add("app=c", 1000, 1)).isFalse();
    assertThat(add("app=a", 2000, 1)).isTrue();
    advance(LATENESS.expiry(6000));
    assertThat(windows.size()).isOne();
    assertThat(add("app=c", 50_000, 1)).isTrue();
    assertThat(published).noneMatch(quality -> quality.cohort().equals("app=c"));
  }

  /** Window 7000 begins behind the first slice of the one; the other has just appeared. */
  @Test
  void windowsOfNewCohortsWaitForThoseOfTheOthers() {
    add("app=known", 1000, 1);
    add("app=known", 7000, 1);
    advance(6999 - 1000);
    published.clear();
    add("app=new", 6000, 1);
    add("app=new", 7000, 1);
    windows.advance(6999, published::add);
    assertThat(ends()).containsExactly("app=known@7000");
    assertThat(windows.areWaiting()).isTrue();
    windows.fireWaiting(1, published::add);
    assertThat(ends()).containsExactly("app=known@7000", "app=new@6000", "app=new@7000");
    assertThat(windows.areWaiting()).isFalse();
  }

  @Test
  void onlySoManyNewCohortsAreFiredAtOnce() {
    add("app=a", 1000, 1);
    add("app=b", 1000, 1);
    add("app=c", 1000, 1);
    windows.advance(999, published::add);
    windows.fireWaiting(2, published::add);
    assertThat(ends()).containsExactly("app=a@1000", "app=b@1000");
    windows.fireWaiting(2, published::add);
    assertThat(ends()).containsExactly("app=a@1000", "app=b@1000", "app=c@1000");
  }

  /** Events come out of order: how old a cohort is does not follow from what came first. */
  @Test
  void aCohortWhoseFirstSliceCameLaterIsAsOldAsItsOldest() {
    add("app=a", 60_000, 1);
    add("app=a", 1000, 1);
    add("app=a", 9000, 1);
    windows.advance(8999, published::add);
    assertThat(ends()).contains("app=a@1000", "app=a@9000");
  }

  /** Else places would be held by what is long over, and the source would run ahead for ever. */
  @Test
  void nobodyWaitsLongerInEventTimeThanSlicesAreKept() {
    add("app=new", 1000, 1);
    windows.advance(999, published::add);
    windows.advance(LATENESS.expiry(1000) - 1001, published::add);
    assertThat(published).isEmpty();
    windows.advance(LATENESS.expiry(1000) - 1, published::add);
    assertThat(ends()).startsWith("app=new@1000");
    windows.advance(LATENESS.expiry(6000) - 1, published::add);
    assertThat(windows.size()).isZero();
  }

  /** Else one that appeared in a flood would lag behind for ever. */
  @Test
  void aCohortThatIsNoLongerNewCatchesUpAndWaitsNoMore() {
    for (long end = 1000; end <= 7000; end += 1000) {
      add("app=a", end, 1);
      windows.advance(end - 1, published::add);
      assertThat(published.isEmpty()).isEqualTo(end < 7000);
    }
    assertThat(published)
        .extracting(PlaybackQuality::windowEnd)
        .containsExactly(1000L, 2000L, 3000L, 4000L, 5000L, 6000L, 7000L);
    windows.fireWaiting(1, published::add);
    assertThat(windows.areWaiting()).isFalse();
    assertThat(published).hasSize(7);
  }

  /** They are due again in what is restored. */
  @Test
  void windowsThatWaitAreNotLostInACheckpoint() throws Exception {
    add("app=new", 1000, 1);
    windows.advance(999, published::add);
    windows.writeTo(store, 1, NOW);
    assertThat(published).isEmpty();
    windows = open(LATENESS, 200, MANY);
    store.copies().forEach(windows::restore);
    windows.advance(999, published::add);
    assertThat(windows.areWaiting()).isTrue();
    windows.fireWaiting(1, published::add);
    assertThat(ends()).containsExactly("app=new@1000");
  }

  @Test
  void allAreRestoredEvenIfThereAreMoreThanPlaces() throws Exception {
    add("app=a", 1000, 1);
    add("app=b", 1000, 1);
    windows.writeTo(store, 1, NOW);
    windows = open(LATENESS, 200, 1);
    store.copies().forEach(windows::restore);
    assertThat(windows.size()).isEqualTo(2);
    assertThat(add("app=c", 1000, 1)).isFalse();
  }

  @Test
  void theStoreForgetsWhatHasGone() throws Exception {
    add("app=a", 1000, 1);
    windows.writeTo(store, 1, NOW);
    windows.over(1);
    advance(1_000_000);
    assertThat(windows.size()).isZero();
    windows.writeTo(store, 2, NOW);
    assertThat(store.cohorts).isEmpty();
  }

  @Test
  void aCohortThatComesBackBeforeTheStoreHasHeardOfItsEndIsKept() throws Exception {
    add("app=a", 1000, 1);
    windows.writeTo(store, 1, NOW);
    advance(1_000_000);
    add("app=a", 2_000_000, 3);
    windows.writeTo(store, 2, NOW);
    assertThat(store.cohorts.get("app=a").size()).isOne();
    assertThat(store.cohorts.get("app=a").news(2_000_000)).isEqualTo(3);
  }

  /** Flink says of no savepoint that it is complete; until a restart all would be copied. */
  @Test
  void aCheckpointThatNobodyHearsOfIsOverAfterTheTimeout() throws Exception {
    add("app=a", 1000, 1);
    windows.writeTo(store, 1, NOW);
    windows.writeTo(store, 2, NOW.plus(TIMEOUT).minusMillis(1));
    windows.over(2);
    add("app=a", 1000, 1);
    assertThat(store.cohorts.get("app=a").news(1000)).isOne();
    windows.writeTo(store, 3, NOW.plus(TIMEOUT));
    windows.over(3);
    add("app=a", 1000, 1);
    assertThat(store.cohorts.get("app=a").news(1000)).isEqualTo(3);
  }

  /** It is told what has changed since the last time, which is nothing here. */
  @Test
  void theStoreIsNotToldTwice() throws Exception {
    add("app=a", 1000, 1);
    windows.writeTo(store, 1, NOW);
    store.cohorts.clear();
    windows.writeTo(store, 2, NOW);
    assertThat(store.cohorts).isEmpty();
  }

  /**
   * Whatever happens between slices, watermarks, checkpoints and restarts from them, of which the
   * slices and records since then are no more: the record of each window with the highest revision
   * is the plain sum over all its slices, no two records of a window have the same, what a
   * checkpoint may be reading does not change while it lasts, and in the end nothing is left
   * anywhere.
   */
  @Property(seed = "32", tries = 300)
  void windowsAreRightAcrossRestarts(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 6) int slicesPerWindow,
      @ForAll @IntRange(min = 0, max = 12_000) int allowedMs)
      throws Exception {
    lateness =
        new Lateness(
            new Hop(Duration.ofSeconds(slicesPerWindow), Duration.ofSeconds(1)),
            Duration.ofMillis(allowedMs));
    windows = open(lateness, 100, MANY);
    store.cohorts.clear();
    published.clear();
    Random random = new Random(seed);
    Map<String, Map<Long, Long>> slices = new HashMap<>();
    Checkpoint last = new Checkpoint(-1, Map.of(), Map.of(), 0, 0);
    Map<Long, Checkpoint> running = new TreeMap<>();
    List<PlaybackQuality> lost = new ArrayList<>();
    long watermark = 0;
    for (int i = 0; i < 300; i++) {
      switch (random.nextInt(14)) {
        case 0, 1 -> {
          watermark += random.nextInt(random.nextInt(10) == 0 ? 60_000 : 3000);
          windows.advance(watermark, published::add);
        }
        case 4 -> windows.fireWaiting(random.nextInt(20), published::add);
        case 2 -> {
          windows.writeTo(store, i, NOW);
          store.beginReading(i);
          running.put(
              (long) i,
              new Checkpoint(i, store.copies(), copy(slices), watermark, published.size()));
        }
        case 5 -> {
          if (!running.isEmpty()) {
            // Any of them, complete or given up.
            List<Long> ids = List.copyOf(running.keySet());
            Checkpoint over = running.remove(ids.get(random.nextInt(ids.size())));
            windows.over(over.id());
            store.reading.remove(over.id());
            if (random.nextInt(3) > 0 && over.id() > last.id()) {
              last = over;
            }
          }
        }
        case 3 -> {
          if (random.nextInt(4) == 0) {
            windows = open(lateness, 1000L * (i + 1L), MANY);
            store.cohorts.clear();
            store.cohorts.putAll(last.cohorts());
            store.reading.clear();
            running.clear();
            last.cohorts().forEach((key, kept) -> windows.restore(key, kept));
            last = last.withCohorts(store.copies());
            slices = copy(last.slices());
            watermark = last.watermark();
            List<PlaybackQuality> since = published.subList(last.published(), published.size());
            lost.addAll(since);
            since.clear();
          }
        }
        default -> {
          String cohort = "app=" + random.nextInt(3);
          long end = (watermark / 1000 + random.nextInt(30) - 22) * 1000;
          if (!lateness.isLate(end, watermark)) {
            long count = 1L + random.nextInt(5);
            add(cohort, end, count);
            slices.computeIfAbsent(cohort, unused -> new HashMap<>()).merge(end, count, Long::sum);
          }
        }
      }
      store.assertUnchanged();
    }
    advance(watermark + 1_000_000);
    assertThat(counting()).isEqualTo(bruteForce(slices, slicesPerWindow));
    lost.addAll(published);
    assertThat(lost)
        .extracting(each -> each.cohort() + "@" + each.windowEnd() + "#" + each.revision())
        .doesNotHaveDuplicates();
    assertThat(windows.size()).isZero();
    windows.writeTo(store, Long.MAX_VALUE, NOW);
    assertThat(store.cohorts).isEmpty();
  }

  private record Checkpoint(
      long id,
      Map<String, CohortSlices> cohorts,
      Map<String, Map<Long, Long>> slices,
      long watermark,
      int published) {

    Checkpoint withCohorts(Map<String, CohortSlices> copies) {
      return new Checkpoint(id, copies, slices, watermark, published);
    }
  }

  private static Map<String, Map<Long, Long>> copy(Map<String, Map<Long, Long>> slices) {
    Map<String, Map<Long, Long>> copy = new HashMap<>();
    slices.forEach((cohort, counts) -> copy.put(cohort, new HashMap<>(counts)));
    return copy;
  }

  private List<String> ends() {
    return published.stream().map(each -> each.cohort() + "@" + each.windowEnd()).toList();
  }

  /** The events of each window by the record that counts. */
  private Map<String, Long> counting() {
    Map<String, PlaybackQuality> newest = new HashMap<>();
    for (PlaybackQuality quality : published) {
      newest.merge(
          quality.cohort() + "@" + quality.windowEnd(),
          quality,
          (a, b) -> b.revision() > a.revision() ? b : a);
    }
    Map<String, Long> events = new TreeMap<>();
    newest.forEach((window, quality) -> events.put(window, quality.totals().events()));
    return events;
  }

  private static Map<String, Long> bruteForce(
      Map<String, Map<Long, Long>> slices, int slicesPerWindow) {
    Map<String, Long> expected = new TreeMap<>();
    slices.forEach(
        (cohort, counts) -> {
          counts.forEach(
              (end, count) -> {
                for (int i = 0; i < slicesPerWindow; i++) {
                  expected.merge(cohort + "@" + (end + i * 1000L), count, Long::sum);
                }
                expected.merge(cohort + "@" + (end + slicesPerWindow * 1000L), 0L, Long::sum);
              });
        });
    return expected;
  }

  private static OpenWindows open(Lateness lateness, long firstRevision, int places) {
    return new OpenWindows(
        QualityTotals.QUALITY.layout(),
        lateness,
        Revisions.ofAttempt(Instant.ofEpochMilli(firstRevision), Revisions.NONE),
        CohortPlaces.upTo(places),
        TIMEOUT);
  }

  private void advance(long watermark) {
    windows.advance(watermark, published::add);
    windows.fireWaiting(Integer.MAX_VALUE, published::add);
  }

  private boolean add(String cohort, long end, long events) {
    return windows.add(new Slice(cohort, end, QualityTotals.ofEvents(events)));
  }

  /** Keeps the very objects, as Flink's state on the heap does, and may still be reading them. */
  private static final class Kept implements OpenWindows.Store {

    private final Map<String, CohortSlices> cohorts = new HashMap<>();

    /** Of each checkpoint that is not over, what it is reading, and what it read at first. */
    private final Map<Long, IdentityHashMap<CohortSlices, CohortSlices>> reading = new HashMap<>();

    @Override
    public void put(String cohort, CohortSlices slices) {
      cohorts.put(cohort, slices);
    }

    /** All that is kept may be read from now on. */
    void beginReading(long checkpoint) {
      IdentityHashMap<CohortSlices, CohortSlices> read = new IdentityHashMap<>();
      cohorts.values().forEach(slices -> read.put(slices, slices.copy()));
      reading.put(checkpoint, read);
    }

    @Override
    public void remove(String cohort) {
      assertThat(cohorts.remove(cohort)).isNotNull();
    }

    Map<String, CohortSlices> copies() {
      Map<String, CohortSlices> copies = new HashMap<>();
      cohorts.forEach((cohort, slices) -> copies.put(cohort, slices.copy()));
      return copies;
    }

    void assertUnchanged() {
      reading
          .values()
          .forEach(read -> read.forEach((now, before) -> assertThat(now).isEqualTo(before)));
    }
  }
}
