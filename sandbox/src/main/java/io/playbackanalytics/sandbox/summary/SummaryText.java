package io.playbackanalytics.sandbox.summary;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** The summary as lines of text, each of them printable. */
final class SummaryText {

  /** What fits on a small terminal with everything around it. */
  private static final int MAX_ROWS = 12;

  private static final int MAX_WORST = 3;
  private static final int MAX_LABEL_COLUMNS = 32;
  private static final int MAX_COHORT_COLUMNS = 56;

  private SummaryText() {}

  /** The last window of each row, then the worst finer cohorts and the record counts. */
  static List<String> live(Board board, Optional<RecordCounts> counts) {
    SortedMap<String, QualityRecord> windows = board.lastWindows();
    if (windows.isEmpty()) {
      return List.of("Waiting until the first window is full and its stragglers are in …");
    }
    List<List<String>> rows = new ArrayList<>();
    for (String label : busiest(windows, window -> window.sums().events())) {
      rows.add(row(label, windows.get(label)));
    }
    addMore(windows.size() - rows.size(), rows);
    List<String> lines =
        new ArrayList<>(
            new Table(
                    List.of(
                        "last window of",
                        "ended (UTC)",
                        "events",
                        "decode failures",
                        "stalled",
                        "playback"),
                    rows)
                .lines());
    lines.add("");
    lines.addAll(worst("most stalled", board.worstStalls(), QualityRecord::stallRatio));
    lines.addAll(worst("worst decoding", board.worstDecoding(), QualityRecord::decodeFailureRatio));
    lines.add(fact("records read", counts.map(SummaryText::records).orElse("not counted yet")));
    return lines;
  }

  /** One line per row that says itself what its numbers are, in the same columns every time. */
  static List<String> plain(SortedMap<String, QualityRecord> windows) {
    List<String> lines = new ArrayList<>();
    for (String label : busiest(windows, window -> window.sums().events())) {
      List<String> row = row(label, windows.get(label));
      lines.add(
          "%s  %7s events   decode failures %8s   stalled %8s   playback %11s   %s"
              .formatted(row.get(1), row.get(2), row.get(3), row.get(4), row.get(5), row.get(0)));
    }
    return lines;
  }

  /** What the run adds up to. */
  static List<String> closing(Board board, Optional<RecordCounts> counts) {
    SortedMap<String, RunTotals> totals = board.totals();
    if (totals.isEmpty()) {
      return List.of("No window has been published.");
    }
    List<List<String>> rows = new ArrayList<>();
    for (String label : busiest(totals, total -> total.sums().events())) {
      RunTotals total = totals.get(label);
      rows.add(
          totalRow(
              PrintableText.of(label, MAX_LABEL_COLUMNS),
              Figures.count(total.windows()),
              total.sums()));
    }
    addMore(totals.size() - rows.size(), rows);
    rows.add(
        totalRow(
            "all " + Figures.count(totals.size()),
            "",
            totals.values().stream().map(RunTotals::sums).reduce(Sums.NONE, Sums::plus)));
    List<String> lines =
        new ArrayList<>(
            new Table(
                    List.of(
                        "the whole run of",
                        "windows",
                        "events",
                        "decode failures",
                        "stalled",
                        "playback"),
                    rows)
                .lines());
    lines.add("");
    lines.add(fact("records read", counts.map(SummaryText::records).orElse("not counted")));
    lines.add(
        fact(
            "quality records",
            "%s, of which %s revise an earlier one"
                .formatted(Figures.count(board.records()), Figures.count(board.revisions()))));
    return lines;
  }

  private static List<String> row(String label, QualityRecord window) {
    return List.of(
        PrintableText.of(label, MAX_LABEL_COLUMNS),
        Figures.time(window.windowEnd()),
        Figures.count(window.sums().events()),
        Figures.percent(window.decodeFailureRatio()),
        Figures.percent(window.stallRatio()),
        Figures.seconds(window.sums().played()));
  }

  private static List<String> totalRow(String label, String windows, Sums sums) {
    return List.of(
        label,
        windows,
        Figures.count(sums.events()),
        Figures.percent(sums.decodeFailureRatio()),
        Figures.percent(sums.stallRatio()),
        Figures.seconds(sums.played()));
  }

  /** The keys with the most events, as many as fit, in the map's order: rows must not jump. */
  private static <T> List<String> busiest(SortedMap<String, T> all, ToLongFunction<T> events) {
    Set<String> chosen =
        all.entrySet().stream()
            .sorted(
                Comparator.comparingLong(
                        (Map.Entry<String, T> entry) -> events.applyAsLong(entry.getValue()))
                    .reversed())
            .limit(MAX_ROWS)
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    return all.keySet().stream().filter(chosen::contains).toList();
  }

  private static void addMore(int more, List<List<String>> rows) {
    if (more > 0) {
      rows.add(List.of("… and " + Figures.count(more) + " more", "", "", "", "", ""));
    }
  }

  private static List<String> worst(
      String name, List<QualityRecord> worst, Function<QualityRecord, OptionalDouble> ratio) {
    if (worst.isEmpty()) {
      return List.of(fact(name, "nobody"));
    }
    List<String> lines = new ArrayList<>();
    for (QualityRecord record : worst.subList(0, Math.min(MAX_WORST, worst.size()))) {
      lines.add(
          "%-16s %7s   %s"
              .formatted(
                  lines.isEmpty() ? name : "",
                  Figures.percent(ratio.apply(record)),
                  cohort(record)));
    }
    return lines;
  }

  private static String cohort(QualityRecord record) {
    String cohort =
        record.cohort().entrySet().stream()
            .map(dimension -> dimension.getKey() + "=" + dimension.getValue())
            .collect(Collectors.joining(", "));
    return PrintableText.of(cohort, MAX_COHORT_COLUMNS);
  }

  private static String records(RecordCounts counts) {
    return "%s = %s aggregated + %s late + %s rejected"
        .formatted(
            Figures.count(counts.read()),
            Figures.count(counts.aggregated()),
            Figures.count(counts.late()),
            Figures.count(counts.rejected()));
  }

  private static String fact(String name, String value) {
    return "%-16s %s".formatted(name, value);
  }
}
