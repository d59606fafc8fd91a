package io.playbackanalytics.measure.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.playbackanalytics.measure.total.QualityTotals;
import io.playbackanalytics.measure.total.Totals;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The sorted array is a map by the slice's end. */
class CohortSlicesTest {

  /** What is known of one slice. */
  private static final class Entry {
    private Totals totals = QualityTotals.nothing();
    private long revision;
    private long publishedEvents;
  }

  @Property(seed = "5", tries = 300)
  void isAMap(@ForAll long seed) {
    Random random = new Random(seed);
    CohortSlices slices = new CohortSlices(QualityTotals.QUALITY.sumNumbers());
    NavigableMap<Long, Entry> map = new TreeMap<>();
    long now = random.nextInt(100_000) * 1000L;
    // From slices that come in order to those of partitions far apart.
    int spread = 1 + random.nextInt(random.nextBoolean() ? 4 : 300);
    for (int i = 0; i < 400; i++) {
      long end = now + (random.nextInt(spread) - spread / 2) * 1000L;
      switch (random.nextInt(5)) {
        case 0, 1 -> {
          Totals some =
              QualityTotals.ofEvent(1, random.nextInt(2), random.nextInt(9), random.nextInt(9));
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
            .reduce(QualityTotals.nothing(), Totals::plus);
    assertThat(slices.sum(start, end)).isEqualTo(sum);
    assertThat(slices.events(start, end)).isEqualTo(sum.events());
  }
}
