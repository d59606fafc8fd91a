package io.playbackanalytics.measure.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.playbackanalytics.measure.total.Details;
import io.playbackanalytics.measure.total.DetailsBuilder;
import io.playbackanalytics.measure.total.Measure;
import io.playbackanalytics.measure.total.Measures;
import io.playbackanalytics.measure.total.Totals;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** The sorted rows are maps by the end of the slice or window. */
class CohortSlicesTest {

  private static final Measures MEASURES = Measures.all();

  /** As what a window was published. */
  private record Publication(long revision, long events) {}

  @Property(seed = "5", tries = 300)
  void areMaps(@ForAll long seed) {
    Random random = new Random(seed);
    CohortSlices slices = new CohortSlices(MEASURES.layout());
    NavigableMap<Long, Totals> totals = new TreeMap<>();
    NavigableMap<Long, Publication> published = new TreeMap<>();
    long now = random.nextInt(100_000) * 1000L;
    // From slices that come in order to those of partitions far apart.
    int spread = 1 + random.nextInt(random.nextBoolean() ? 4 : 300);
    for (int i = 1; i <= 400; i++) {
      long end = now + (random.nextInt(spread) - spread / 2) * 1000L;
      switch (random.nextInt(6)) {
        case 0, 1 -> {
          Totals some = someEvents(random);
          slices.add(end, some);
          totals.merge(end, some, Totals::plus);
        }
        case 2 -> {
          slices.publish(end, 100L + i, i);
          published.put(end, new Publication(100L + i, i));
        }
        case 3 -> {
          long limit = end - 1000L * spread * random.nextInt(3);
          slices.forgetUpTo(limit);
          totals.headMap(limit, true).clear();
          published.headMap(limit, true).clear();
        }
        case 4 -> {
          CohortSlices before = slices;
          slices = slices.copy();
          assertThat(slices).isEqualTo(before);
          before.add(end, someEvents(random));
          assertThat(slices).isNotEqualTo(before);
        }
        default -> now += random.nextInt(3000);
      }
      assertSlices(slices, totals, end, end - random.nextInt(spread) * 1000L);
      assertPublished(slices, published, end);
      assertEntries(slices, totals, published);
    }
  }

  /** What a window was told is remembered as long as it has the same ids. */
  @Test
  void theNumberOfIdsFollowsTheSlices() {
    CohortSlices slices = new CohortSlices(MEASURES.layout());
    slices.add(1000, sessions(0, 2000));
    slices.add(2000, sessions(1000, 4000));
    long before = distinct(slices, 5000);
    assertThat((double) before).isCloseTo(4000, Percentage.withPercentage(2));
    slices.add(2000, sessions(0, 0));
    assertThat(distinct(slices, 5000)).isEqualTo(before);
    CohortSlices copy = slices.copy();
    slices.add(1000, sessions(4000, 8000));
    assertThat((double) distinct(slices, 5000)).isCloseTo(8000, Percentage.withPercentage(2));
    assertThat((double) distinct(slices, 6000)).isCloseTo(3000, Percentage.withPercentage(2));
    assertThat(distinct(copy, 5000)).isEqualTo(before);
    copy.add(4000, sessions(9000, 9001));
    assertThat(distinct(copy, 5000)).isGreaterThanOrEqualTo(before);
    slices.forgetUpTo(2000);
    slices.add(3000, sessions(0, 10));
    assertThat(distinct(slices, 7000)).isEqualTo(10);
  }

  private static long distinct(CohortSlices slices, long end) {
    return slices.sum(end - 5000, end).details.distinct(Measure.SESSIONS.number());
  }

  private static Totals sessions(int from, int to) {
    DetailsBuilder details = new DetailsBuilder();
    for (int i = from; i < to; i++) {
      details.see(Measure.SESSIONS.number(), 0x9E3779B1 * (i + 1));
    }
    Totals nothing = MEASURES.nothing();
    return new Totals(nothing.sums, details.build());
  }

  private static void assertSlices(
      CohortSlices slices, NavigableMap<Long, Totals> map, long end, long start) {
    assertThat(slices.news(end)).isEqualTo(news(map.getOrDefault(end, MEASURES.nothing())));
    assertThat(slices.size()).isEqualTo(map.size());
    Totals sum =
        map.subMap(start, false, end, true).values().stream()
            .reduce(MEASURES.nothing(), Totals::plus);
    Totals found = slices.sum(start, end);
    assertThat(found.sums).isEqualTo(sum.sums);
    assertThat(found.details.cells).isEqualTo(sum.details.cells);
    assertThat(found.details.counts).isEqualTo(sum.details.counts);
    assertThat(found.details.distinct(Measure.SESSIONS.number()))
        .isEqualTo(sum.details.distinct(Measure.SESSIONS.number()));
    assertThat(slices.news(start, end)).isEqualTo(news(sum));
  }

  private static long news(Totals totals) {
    int changes = MEASURES.layout().placeOf(Measure.NEWS.number());
    return totals.events() + totals.sums[changes];
  }

  private static void assertPublished(
      CohortSlices slices, NavigableMap<Long, Publication> map, long end) {
    Publication publication =
        map.getOrDefault(end, new Publication(Revisions.NONE, CohortSlices.NEVER));
    assertThat(slices.revision(end)).isEqualTo(publication.revision());
    assertThat(slices.publishedNews(end)).isEqualTo(publication.events());
  }

  private static void assertEntries(
      CohortSlices slices,
      NavigableMap<Long, Totals> totals,
      NavigableMap<Long, Publication> published) {
    NavigableSet<Long> ends = new TreeSet<>(totals.keySet());
    ends.addAll(published.keySet());
    assertThat(slices.isEmpty()).isEqualTo(ends.isEmpty());
    if (!ends.isEmpty()) {
      assertThat(slices.youngest()).isEqualTo(ends.last());
    }
    CohortSlices.Entries entries = slices.entries();
    assertThat(entries.count()).isEqualTo(ends.size());
    for (long end : ends) {
      assertThat(entries.next()).isTrue();
      assertThat(entries.end()).isEqualTo(end);
      assertThat(entries.sum(Measures.EVENTS))
          .isEqualTo(totals.getOrDefault(end, MEASURES.nothing()).events());
      Publication publication = published.getOrDefault(end, new Publication(Revisions.NONE, 0));
      assertThat(new Publication(entries.revision(), entries.publishedNews()))
          .isEqualTo(publication);
    }
    assertThat(entries.next()).isFalse();
  }

  /** Sums, and half of the time counts and an id as well. */
  private static Totals someEvents(Random random) {
    long[] sums = random.longs(MEASURES.sums(), 1, 9).toArray();
    DetailsBuilder details = new DetailsBuilder();
    if (random.nextBoolean()) {
      details.count(Details.cell(Measure.STARTUP_MS.number(), random.nextInt(5)), 1);
      details.see(Measure.SESSIONS.number(), 1 + random.nextInt(20));
    }
    return new Totals(sums, details.build());
  }
}
