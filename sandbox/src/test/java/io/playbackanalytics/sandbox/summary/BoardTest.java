package io.playbackanalytics.sandbox.summary;

import static io.playbackanalytics.sandbox.summary.QualityRecords.record;
import static io.playbackanalytics.sandbox.summary.QualityRecords.sums;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoardTest {

  private final Board board = new Board(List.of("app"), Duration.ofMinutes(1));

  @Test
  void showsTheNewestWindowAndItsLastRevision() {
    QualityRecord revised = record(6, 1, sums(9, 0, 0, 9, 0), "app", "tv");
    board.add(record(5, 0, sums(1, 0, 0, 1, 0), "app", "tv"));
    board.add(record(6, 0, sums(2, 0, 0, 2, 0), "app", "tv"));
    board.add(revised);
    board.add(record(5, 1, sums(3, 0, 0, 3, 0), "app", "tv"));
    assertThat(board.lastWindows()).containsOnlyKeys("tv").containsValue(revised);
    assertThat(board.records()).isEqualTo(4);
    assertThat(board.revisions()).isEqualTo(2);
  }

  @Test
  void addsUpWindowsThatDoNotOverlapEachWithItsLastRevision() {
    board.add(record(5, 0, sums(10, 4, 1, 100, 1), "app", "tv"));
    board.add(record(6, 0, sums(50, 0, 0, 500, 0), "app", "tv"));
    board.add(record(10, 0, sums(20, 6, 1, 200, 2), "app", "tv"));
    board.add(record(5, 1, sums(11, 5, 2, 110, 3), "app", "tv"));
    board.add(record(5, 0, sums(10, 4, 1, 100, 1), "app", "tv"));
    RunTotals totals = board.totals().get("tv");
    assertThat(totals.sums()).isEqualTo(sums(31, 11, 3, 310, 5));
    assertThat(totals.windows()).isEqualTo(2);
  }

  @Test
  void namesTheWorstOfEachKindOfFinerCohorts() {
    QualityRecord slowNode = record(5, 0, sums(9, 99, 1, 40, 20), "app", "tv", "cdn", "a");
    QualityRecord oldSystem = record(5, 0, sums(9, 99, 9, 60, 1), "app", "tv", "os", "b");
    board.add(record(5, 0, sums(9, 99, 99, 0, 99), "app", "tv"));
    board.add(slowNode);
    board.add(record(5, 0, sums(9, 99, 0, 60, 10), "app", "tv", "cdn", "c"));
    board.add(oldSystem);
    assertThat(board.worstStalls()).containsExactly(slowNode, oldSystem);
    assertThat(board.worstDecoding()).containsExactly(oldSystem, slowNode);
  }

  @Test
  void aHandfulOfDataDoesNotMakeACohortTheWorst() {
    board.add(record(5, 0, sums(9, 19, 19, 9, 9), "app", "tv", "cdn", "a"));
    assertThat(board.worstStalls()).isEmpty();
    assertThat(board.worstDecoding()).isEmpty();
  }

  @Test
  void noneIsTheWorstWhereNothingIsWrong() {
    board.add(record(5, 0, sums(9, 99, 0, 99, 0), "app", "tv", "cdn", "a"));
    assertThat(board.worstStalls()).isEmpty();
    assertThat(board.worstDecoding()).isEmpty();
  }

  @Test
  void cohortsThatFellSilentAreNotTheWorst() {
    QualityRecord current = record(10, 0, sums(9, 99, 1, 60, 1), "app", "tv", "cdn", "b");
    board.add(record(5, 0, sums(9, 99, 9, 60, 60), "app", "tv", "cdn", "a"));
    board.add(current);
    assertThat(board.worstStalls()).containsExactly(current);
    board.add(record(11, 0, Sums.NONE, "app", "tv", "cdn", "b"));
    assertThat(board.worstStalls()).isEmpty();
  }
}
