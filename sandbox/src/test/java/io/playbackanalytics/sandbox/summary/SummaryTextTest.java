package io.playbackanalytics.sandbox.summary;

import static io.playbackanalytics.sandbox.summary.QualityRecords.record;
import static io.playbackanalytics.sandbox.summary.QualityRecords.sums;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SummaryTextTest {

  private final Board board = new Board(List.of("app"), Duration.ofMinutes(1));

  @Test
  void saysWhatItWaitsForBeforeTheFirstWindow() {
    assertThat(SummaryText.live(board, Optional.empty()))
        .singleElement()
        .asString()
        .contains("first window");
  }

  @Test
  void laysOutTheLastWindows() {
    board.add(record(5, 0, sums(1234, 200, 3, 999, 1), "app", "music-android"));
    board.add(record(4, 0, sums(7, 0, 0, 0, 0), "app", "tv"));
    board.add(record(5, 0, sums(9, 50, 4, 90, 10), "app", "tv", "cdn", "cdn-1"));
    board.add(record(5, 0, sums(9, 50, 0, 80, 20), "app", "tv", "network", "3g"));
    assertThat(SummaryText.live(board, Optional.of(new RecordCounts(1200, 30, 4))))
        .containsExactly(
            "last window of   ended (UTC)   events   decode failures   stalled   playback",
            "music-android       12:00:05    1,234            1.50 %    0.10 %    999.0 s",
            "tv                  12:00:04        7                 –         –      0.0 s",
            "",
            "most stalled     20.00 %   app=tv, network=3g",
            "                 10.00 %   app=tv, cdn=cdn-1",
            "worst decoding    8.00 %   app=tv, cdn=cdn-1",
            "records read     1,234 = 1,200 aggregated + 30 late + 4 rejected");
  }

  @Test
  void plainLinesExplainThemselves() {
    board.add(record(5, 0, sums(12, 0, 0, 9, 1), "app", "tv"));
    assertThat(SummaryText.plain(board.lastWindows()))
        .containsExactly(
            "12:00:05       12 events   decode failures        –   stalled  10.00 %"
                + "   playback       9.0 s   tv");
  }

  @Test
  void hostileNamesStayOnTheirLineAndInTheirColumn() {
    board.add(record(5, 0, sums(1, 0, 0, 1, 0), "app", "\u001b[31m" + "x".repeat(500) + "\n"));
    board.add(record(5, 0, sums(1, 0, 0, 1, 0), "app", "音楽"));
    List<String> lines = SummaryText.live(board, Optional.empty());
    assertThat(lines).allSatisfy(line -> assertThat(line).doesNotContainPattern("\\p{Cntrl}"));
    assertThat(lines.subList(0, 3))
        .extracting(PrintableText::columns)
        .containsOnly(PrintableText.columns(lines.get(0)));
  }

  @Test
  void manyAppsAreCutToTheBusiest() {
    for (int app = 0; app < 40; app++) {
      board.add(record(5, 0, sums(app, 0, 0, 1, 0), "app", "app-%02d".formatted(app)));
    }
    List<String> lines = SummaryText.live(board, Optional.empty());
    assertThat(lines.get(1)).startsWith("app-28");
    assertThat(lines.get(12)).startsWith("app-39");
    assertThat(lines.get(13).strip()).isEqualTo("… and 28 more");
  }

  @Test
  void closesWithWhatTheRunAddsUpTo() {
    board.add(record(5, 0, sums(10, 4, 1, 99, 1), "app", "tv"));
    board.add(record(6, 0, sums(10, 4, 1, 99, 1), "app", "tv"));
    board.add(record(10, 0, sums(20, 6, 1, 99, 1), "app", "tv"));
    board.add(record(10, 1, sums(20, 6, 1, 99, 1), "app", "tv"));
    assertThat(SummaryText.closing(board, Optional.of(new RecordCounts(30, 1, 2))))
        .containsExactly(
            "the whole run of   windows   events   decode failures   stalled   playback",
            "tv                       2       30           20.00 %    1.00 %    198.0 s",
            "all 1                            30           20.00 %    1.00 %    198.0 s",
            "",
            "records read     33 = 30 aggregated + 1 late + 2 rejected",
            "quality records  4, of which 1 revise an earlier one");
  }
}
