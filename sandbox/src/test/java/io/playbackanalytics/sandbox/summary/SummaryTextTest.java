package io.playbackanalytics.sandbox.summary;

import static io.playbackanalytics.sandbox.summary.QualityRecords.record;
import static io.playbackanalytics.sandbox.summary.QualityRecords.sums;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SummaryTextTest {

  private final Board board = new Board(List.of("app"), Duration.ofMinutes(1));
  private final Rejections rejections = new Rejections();
  private final LateEvents late = new LateEvents();

  @Test
  void saysWhatItWaitsForBeforeTheFirstWindow() {
    assertThat(text().live()).element(0).asString().contains("first window");
  }

  @Test
  void laysOutTheLastWindows() {
    board.add(record(5, 0, sums(1234, 200, 3, 999, 1), "app", "music-android"));
    board.add(record(4, 0, sums(7, 0, 0, 0, 0), "app", "tv"));
    board.add(record(5, 0, sums(90, 50, 10, 900, 100), "app", "tv", "cdn", "cdn-1"));
    board.add(record(5, 0, sums(90, 150, 0, 3000, 0), "app", "tv", "cdn", "cdn-2"));
    board.add(record(5, 0, sums(90, 100, 4, 3150, 50), "app", "tv", "network", "wifi"));
    board.add(record(5, 0, sums(90, 100, 4, 750, 50), "app", "tv", "network", "3g"));
    rejections.add(rejected("not_json", "", "", "x"));
    rejections.add(rejected("missing_field", "app_id", "", "{}"));
    rejections.add(rejected("not_json", "", "", "y"));
    late.add(late("tv", 61_000, 661_500));
    assertThat(text(new RecordCounts(1200, 30, 4)).live())
        .containsExactly(
            "last window of   ended (UTC)   events   decode failures   stalled   playback",
            "music-android       12:00:05    1,234            1.50 %    0.10 %    999.0 s",
            "tv                  12:00:04        7                 –         –      0.0 s",
            "",
            "worst of 1 min      adds       is     rest    share   of its app",
            "most stalled      2.50 %  10.00 %   0.00 %  25.00 %   tv, cdn=cdn-1",
            "                  0.94 %   6.25 %   1.56 %  20.00 %   tv, network=3g",
            "worst decoding    5.00 %  20.00 %   0.00 %  25.00 %   tv, cdn=cdn-1",
            "",
            "records read     1,234 = 1,200 aggregated + 30 late + 4 rejected",
            "rejected         not_json 2 · missing_field app_id 1",
            "late             tv 1 (up to 10 min)");
  }

  @Test
  void saysSoIfNoCohortStandsOut() {
    board.add(record(5, 0, sums(12, 0, 0, 9, 1), "app", "tv"));
    assertThat(text().live()).contains("worst of 1 min   none stands out from its app");
  }

  @Test
  void plainLinesExplainThemselves() {
    QualityRecord window = record(5, 0, sums(12, 0, 0, 9, 1), "app", "tv");
    assertThat(SummaryText.plain(new TreeMap<>(Map.of("tv", window))))
        .containsExactly(
            "12:00:05       12 events   decode failures        –   stalled  10.00 %"
                + "   playback       9.0 s   tv");
  }

  @Test
  void hostileNamesStayOnTheirLineAndInTheirColumn() {
    board.add(record(5, 0, sums(1, 0, 0, 1, 0), "app", "\u001b[31m" + "x".repeat(500) + "\n"));
    board.add(record(5, 0, sums(1, 0, 0, 1, 0), "app", "音楽"));
    List<String> lines = text().live();
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
    List<String> lines = text().live();
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
    assertThat(text(new RecordCounts(30, 1, 2)).closing())
        .containsExactly(
            "the whole run of   windows   events   decode failures   stalled   playback",
            "tv                       2       30           20.00 %    1.00 %    198.0 s",
            "all 1                            30           20.00 %    1.00 %    198.0 s",
            "",
            "worst of the run none stands out from its app",
            "",
            "records read     33 = 30 aggregated + 1 late + 2 rejected",
            "quality records  4, of which 1 revise an earlier one");
  }

  /** Where no event says its number, nothing is said of it, as above. */
  @Test
  void saysHowManyOfTheEventsCame() {
    Sums sums = sums(30, 4, 1, 99, 1);
    Numbered numbered = new Numbered(1010, 10, 20);
    board.add(
        record(5, 0, new Sums(30, 4, 1, sums.played(), sums.stalled(), numbered), "app", "tv"));
    String line = "complete         98.04 % of the events: 20 missing, 10 came twice";
    assertThat(text(new RecordCounts(30, 0, 0)).live()).contains(line);
    assertThat(text(new RecordCounts(30, 0, 0)).closing()).contains(line);
  }

  @Test
  void saysWhyRecordsAreInNoWindowAlsoIfThereIsNone() {
    String event = "{\"app_id\":\"tv\",\"session_id\":\"%s\",\"timestamp\":\"2026\"}";
    for (int i = 0; i < 1_050; i++) {
      rejections.add(
          rejected(
              "wrong_type",
              "timestamp",
              "timestamp must be an integer, but is a string",
              event.formatted("s".repeat(60))));
    }
    rejections.add(rejected("not_json", "", "", "\u001b[2J\n"));
    late.add(late("tv", 1_000, 2_500));
    late.add(late("tv", 5_000, 100_000_000_000L));
    late.add(late("music", 0, 100));
    assertThat(text(new RecordCounts(0, 3, 1_051)).closing())
        .containsExactly(
            "No window has been published.",
            "",
            "records read     1,054 = 0 aggregated + 3 late + 1,051 rejected",
            "quality records  0, of which 0 revise an earlier one",
            "",
            "why rejected, and the first of each",
            "    1,050   wrong_type timestamp: timestamp must be an integer, but is a string",
            "            … \"timestamp\":\"2026\"}",
            "        1   not_json",
            "            \\u001B[2J\\n",
            "",
            "too late, and the furthest behind of each",
            "        2   tv: up to 1,157 d 9 h",
            "            event of 1970-01-01 00:00:05 at watermark 1973-03-03 09:46:40",
            "        1   music: up to 0.1 s",
            "            event of 1970-01-01 00:00:00 at watermark 1970-01-01 00:00:00");
  }

  @Test
  void manyCausesAreCutToTheCommonest() {
    for (int field = 0; field < 300; field++) {
      rejections.add(rejected("wrong_type", "field" + field, "", "{}"));
      late.add(late("app" + field, 0, 1));
    }
    rejections.add(rejected("wrong_type", "field299", "", "{}"));
    assertThat(text().closing())
        .contains(
            "      101   other reasons",
            "      191   of 191 more kinds",
            "      290   of 290 more kinds");
  }

  private SummaryText text() {
    return new SummaryText(board, rejections, late, Optional.empty());
  }

  private SummaryText text(RecordCounts counts) {
    return new SummaryText(board, rejections, late, Optional.of(counts));
  }

  private static SideRecord rejected(String reason, String field, String detail, String value) {
    return new SideRecord(
        Map.of("reason", reason, "field", field, "detail", detail), value.getBytes(UTF_8));
  }

  private static SideRecord late(String app, long eventTime, long watermark) {
    return new SideRecord(
        Map.of(
            "reason",
            "late",
            "event.timestamp",
            Long.toString(eventTime),
            "watermark",
            Long.toString(watermark)),
        "{\"x\":{\"app_id\":\"no\"},\"app_id\":\"%s\"}".formatted(app).getBytes(UTF_8));
  }
}
