package io.playbackanalytics.measure.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.playbackanalytics.measure.total.Details;
import io.playbackanalytics.measure.total.DetailsBuilder;
import io.playbackanalytics.measure.total.Measure;
import io.playbackanalytics.measure.total.Measures;
import io.playbackanalytics.measure.total.Totals;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The sorted array is a map by the slice's end. */
class CohortSlicesTest {

  private static final Measures MEASURES = Measures.all();

  /** What is known of one slice. */
  private static final class Entry {
    private Totals totals = MEASURES.nothing();
    private long revision;
    private long publishedEvents;
  }

  @Property(seed = "5", tries = 300)
  void isAMap(@ForAll long seed) {
    Random random = new Random(seed);
    CohortSlices slices = new CohortSlices(MEASURES.layout());
    NavigableMap<Long, Entry> map = new TreeMap<>();
    long now = random.nextInt(100_000) * 1000L;
    // From slices that come in order to those of partitions far apart.
    int spread = 1 + random.nextInt(random.nextBoolean() ? 4 : 300);
    for (int i = 0; i < 400; i++) {
      long end = now + (random.nextInt(spread) - spread / 2) * 1000L;
      switch (random.nextInt(5)) {
        case 0, 1 -> {
          Totals some = someEvents(random);
          slices.add(end, some);
          Entry entry = map.computeIfAbsent(end, e -> new Entry());
          entry.totals = entry.totals.plus(some);
        }
        case 2 -> {
          slices.publish(end, 100L + i, i);
          Entry entry = map.computeIfAbsent(end, e -> new Entry());
          entry.revision = 100L + i;
          entry.publishedEvents = i;
        }
        case 3 -> {
          long limit = end - 1000L * spread * random.nextInt(3);
          slices.forgetUpTo(limit);
          map.headMap(limit, true).clear();
        }
        default -> now += random.nextInt(3000);
      }
      assertSame(slices, map, end, end - random.nextInt(spread) * 1000L);
    }
  }

  private static void assertSame(
      CohortSlices slices, NavigableMap<Long, Entry> map, long end, long start) {
    Entry entry = map.getOrDefault(end, new Entry());
    assertThat(slices.events(end)).isEqualTo(entry.totals.events());
    assertThat(slices.revision(end)).isEqualTo(entry.revision);
    assertThat(slices.publishedEvents(end)).isEqualTo(entry.publishedEvents);
    assertThat(slices.size()).isEqualTo(map.size());
    assertThat(slices.isEmpty()).isEqualTo(map.isEmpty());
    if (!map.isEmpty()) {
      assertThat(slices.youngest()).isEqualTo(map.lastKey());
    }
    Totals sum =
        map.subMap(start, false, end, true).values().stream()
            .map(each -> each.totals)
            .reduce(MEASURES.nothing(), Totals::plus);
    Totals found = slices.sum(start, end);
    assertThat(found.sums).isEqualTo(sum.sums);
    assertThat(found.details.cells).isEqualTo(sum.details.cells);
    assertThat(found.details.counts).isEqualTo(sum.details.counts);
    assertThat(found.details.distinct(Measure.SESSIONS.number()))
        .isEqualTo(sum.details.distinct(Measure.SESSIONS.number()));
    assertThat(slices.events(start, end)).isEqualTo(sum.events());
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
