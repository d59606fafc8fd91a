package io.playbackanalytics.sandbox.summary;

import static io.playbackanalytics.sandbox.summary.QualityRecords.record;
import static io.playbackanalytics.sandbox.summary.QualityRecords.sums;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class BoardTest {

  private final Board board = new Board(List.of("app"), Duration.ofMinutes(1));

  @Test
  void showsTheNewestWindowAndItsHighestRevision() {
    QualityRecord revised = record(6, 1, sums(9, 0, 0, 9, 0), "app", "tv");
    board.add(record(5, 0, sums(1, 0, 0, 1, 0), "app", "tv"));
    board.add(record(6, 0, sums(2, 0, 0, 2, 0), "app", "tv"));
    board.add(revised);
    board.add(record(6, 0, sums(2, 0, 0, 2, 0), "app", "tv"));
    board.add(record(5, 1, sums(3, 0, 0, 3, 0), "app", "tv"));
    assertThat(board.rows()).containsOnlyKeys("tv");
    assertThat(board.rows().get("tv").last()).isEqualTo(revised);
  }

  /** After a restart the job may begin anywhere above what it has published before. */
  @Test
  void aRecordRevisesWhatWasSeenBeforeItWhateverItsNumber() {
    long large = 1L << 40;
    board.add(record(5, large, sums(1, 0, 0, 1, 0), "app", "tv", "os", "a"));
    board.add(record(6, large, sums(1, 0, 0, 1, 0), "app", "tv", "os", "a"));
    board.add(record(6, large, sums(1, 0, 0, 1, 0), "app", "tv", "os", "b"));
    assertThat(board.revisions()).isZero();
    board.add(record(5, large + 1, sums(2, 0, 0, 2, 0), "app", "tv", "os", "a"));
    board.add(record(5, large + 7, sums(3, 0, 0, 3, 0), "app", "tv", "os", "a"));
    assertThat(board.revisions()).isEqualTo(2);
    board.add(record(5, large + 7, sums(3, 0, 0, 3, 0), "app", "tv", "os", "a"));
    board.add(record(5, 3, sums(9, 0, 0, 9, 0), "app", "tv", "os", "a"));
    assertThat(board.revisions()).isEqualTo(2);
    assertThat(board.records()).isEqualTo(7);
  }

  @Test
  void addsUpWindowsThatDoNotOverlapEachWithItsHighestRevision() {
    board.add(record(5, 0, sums(10, 4, 1, 100, 1), "app", "tv"));
    board.add(record(6, 0, sums(50, 0, 0, 500, 0), "app", "tv"));
    board.add(record(10, 0, sums(20, 6, 1, 200, 2), "app", "tv"));
    board.add(record(5, 1, sums(11, 5, 2, 110, 3), "app", "tv"));
    board.add(record(5, 0, sums(10, 4, 1, 100, 1), "app", "tv"));
    CohortHistory tv = board.rows().get("tv");
    assertThat(tv.total()).isEqualTo(sums(31, 11, 3, 310, 5));
    assertThat(tv.counted()).isEqualTo(2);
  }

  @Test
  void ranksByTheLastMinute() {
    for (int end = 5; end <= 120; end += 5) {
      boolean lately = end > 60;
      board.add(record(end, 0, sums(99, 0, 0, 90, lately ? 0 : 40), "app", "tv", "cdn", "before"));
      board.add(record(end, 0, sums(99, 0, 0, 90, lately ? 4 : 0), "app", "tv", "cdn", "now"));
    }
    assertThat(board.worstLately(Measure.STALLED))
        .singleElement()
        .satisfies(
            worst -> {
              assertThat(worst.cohort()).containsEntry("cdn", "now");
              assertThat(worst.own()).isEqualTo(sums(12 * 99, 0, 0, 12 * 90, 12 * 4));
              assertThat(worst.rest()).isEqualTo(sums(12 * 99, 0, 0, 12 * 90, 0));
            });
    assertThat(board.worstOfRun(Measure.STALLED))
        .singleElement()
        .satisfies(worst -> assertThat(worst.cohort()).containsEntry("cdn", "before"));
    assertThat(board.worstLately(Measure.DECODING)).isEmpty();
  }

  @Test
  void ranksByTheLastWindowWhereThatIsLongerThanAMinute() {
    Board ofLongWindows = new Board(List.of("app"), Duration.ofMinutes(5));
    Instant end = QualityRecords.TWELVE;
    Sums bad = sums(99, 0, 0, 900, 90);
    Sums good = sums(99, 0, 0, 900, 0);
    for (Map.Entry<String, Sums> node : Map.of("bad", bad, "good", good).entrySet()) {
      for (Duration later : List.of(Duration.ZERO, Duration.ofMinutes(5), Duration.ofMinutes(7))) {
        Instant windowEnd = end.plus(later);
        ofLongWindows.add(
            new QualityRecord(
                Map.of("app", "tv", "cdn", node.getKey()),
                windowEnd.minus(Duration.ofMinutes(5)),
                windowEnd,
                0,
                node.getValue(),
                OptionalDouble.empty(),
                OptionalDouble.empty()));
      }
    }
    assertThat(ofLongWindows.worstLately(Measure.STALLED))
        .singleElement()
        .satisfies(worst -> assertThat(worst.own()).isEqualTo(bad));
  }
}
