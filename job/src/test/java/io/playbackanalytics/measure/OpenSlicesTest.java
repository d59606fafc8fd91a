package io.playbackanalytics.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.playbackanalytics.event.CohortDefinition;
import io.playbackanalytics.event.Dimension;
import io.playbackanalytics.ingest.EventBatch;
import io.playbackanalytics.ingest.kafka.Partition;
import io.playbackanalytics.measure.total.Measure;
import io.playbackanalytics.measure.total.QualityTotals;
import io.playbackanalytics.measure.total.Totals;
import io.playbackanalytics.measure.window.Hop;
import io.playbackanalytics.measure.window.Slice;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** However slices are closed, the sums that leave are those of the events that came. */
class OpenSlicesTest {

  private static final Hop HOP = new Hop(Duration.ofSeconds(5), Duration.ofSeconds(1));
  private static final List<CohortDefinition> DEFINITIONS =
      List.of(
          CohortDefinition.parse("app,os"),
          CohortDefinition.parse("app"),
          CohortDefinition.parse("app,cdn,os"));

  private final Partition partition =
      new Partition(CohortDefinition.dimensionsOf(DEFINITIONS).toArray(Dimension[]::new));
  private OpenSlices slices = new OpenSlices(QualityTotals.QUALITY, HOP, DEFINITIONS);
  private final List<Slice> closed = new ArrayList<>();

  private record Key(String cohort, long end) {}

  @Property(seed = "7", tries = 200)
  void sumsAreThoseOfBruteForce(@ForAll long seed) {
    Random random = new Random(seed);
    slices = new OpenSlices(QualityTotals.QUALITY, HOP, DEFINITIONS);
    closed.clear();
    Map<Key, Totals> expected = new HashMap<>();
    long now = 1_767_225_600_000L;
    for (int i = 0; i < 60; i++) {
      List<byte[]> values = new ArrayList<>();
      for (int event = random.nextInt(20); event > 0; event--) {
        long time = now - random.nextInt(random.nextInt(10) == 0 ? 50_000 : 2500);
        int play = random.nextInt(1000);
        String app = "a" + random.nextInt(4);
        String os = random.nextInt(5) == 0 ? "unknown" : "o=" + random.nextInt(3);
        String cdn = "c" + random.nextInt(2);
        values.add(event(time, app, os, cdn, play));
        String escaped = os.replace("=", "\\=");
        for (String cohort :
            List.of(
                "app=" + app + ",os=" + escaped,
                "app=" + app,
                "app=" + app + ",cdn=" + cdn + ",os=" + escaped)) {
          expected.merge(
              new Key(cohort, time / 1000 * 1000 + 1000),
              QualityTotals.ofEvent(1, 0, play, 7),
              Totals::plus);
        }
      }
      add(partition.batch(now, values.toArray(byte[][]::new)));
      now += random.nextInt(1000);
      if (random.nextInt(4) == 0) {
        long watermark = now - 2000;
        int before = closed.size();
        slices.closeUpTo(watermark, closed::add);
        assertThat(closed.subList(before, closed.size()))
            .allMatch(slice -> HOP.firesAt(slice.end()) <= watermark);
      }
      if (random.nextInt(15) == 0) {
        slices.closeAll(closed::add);
      }
    }
    slices.closeAll(closed::add);
    assertThat(sums()).isEqualTo(expected);
  }

  @Test
  void closesWhatTheWatermarkCompletesOldestFirstAndNothingElse() {
    add(partition.batch(5000, event(2500, "a", "o", "c", 1), event(999, "a", "o", "c", 1)));
    slices.closeUpTo(998, closed::add);
    assertThat(closed).isEmpty();
    slices.closeUpTo(2999, closed::add);
    assertThat(closed)
        .extracting(Slice::end)
        .containsExactly(1000L, 1000L, 1000L, 3000L, 3000L, 3000L);
    slices.closeAll(closed::add);
    assertThat(closed).hasSize(6);
  }

  /** A client that makes up app ids closes slices early, but no sum gets lost or mixed up. */
  @Test
  void aFloodOfNamesChangesNoSum() {
    int names = 70_000;
    for (int i = 0; i < names; i++) {
      add(
          partition.batch(
              5000, event(4000, "made-up-" + i, "o", "c", i), event(4000, "a", "o", "c", 1)));
    }
    assertThat(closed).hasSizeGreaterThan(names);
    slices.closeAll(closed::add);
    Map<Key, Totals> sums = sums();
    assertThat(sums.get(new Key("app=a", 5000)).events()).isEqualTo(names);
    assertThat(
            QualityTotals.of(
                sums.get(new Key("app=made-up-66666,cdn=c,os=o", 5000)), Measure.PLAY_MS))
        .isEqualTo(66_666);
    assertThat(sums).hasSize(3 * (names + 1));
  }

  /**
   * Names and times made up, all in a few batches: still no more is kept than there is room for.
   */
  @Test
  void aFloodOfNamesAndTimesIsHandedOnEarly() {
    List<byte[]> values = new ArrayList<>();
    for (int i = 0; i < 40_000; i++) {
      values.add(event(1000L * (i % 200), "made-up-" + i, "o" + i, "c", 1));
    }
    add(partition.batch(200_000, values.toArray(byte[][]::new)));
    assertThat(closed).isNotEmpty();
    slices.closeAll(closed::add);
    assertThat(closed.stream().mapToLong(slice -> slice.totals().events()).sum())
        .isEqualTo(3 * 40_000);
  }

  private void add(EventBatch batch) {
    slices.start(batch, closed::add);
    for (int i = 0; i < batch.size(); i++) {
      slices.add(batch, i, slices.sliceEnd(batch.time(i)), closed::add);
    }
  }

  private Map<Key, Totals> sums() {
    Map<Key, Totals> sums = new HashMap<>();
    for (Slice slice : closed) {
      sums.merge(new Key(slice.cohort(), slice.end()), slice.totals(), Totals::plus);
    }
    return sums;
  }

  private static byte[] event(long time, String app, String os, String cdn, int playMs) {
    return """
    {"event_type":"DECODE_OK","app_id":"%s","session_id":"s","timestamp":%d,"play_ms":%d,
     "buffer_ms":7,"os":"%s","cdn_node_id":"%s"}
    """
        .formatted(app, time, playMs, os, cdn)
        .getBytes(StandardCharsets.UTF_8);
  }
}
