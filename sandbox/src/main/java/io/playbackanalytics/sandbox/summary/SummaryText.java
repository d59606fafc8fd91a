package io.playbackanalytics.sandbox.summary;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * The summary as lines of text, each of them printable.
 *
 * @param rejections what came from the rejected topic
 * @param late what came from the late topic
 * @param counts where the job says that the records went; empty until it does
 */
record SummaryText(
    Board board, Rejections rejections, LateEvents late, Optional<RecordCounts> counts) {

  /** What fits on a small terminal with everything around it. */
  private static final int MAX_ROWS = 12;

  private static final int MAX_WORST = 3;
  private static final int MAX_LABEL_COLUMNS = 32;
  private static final int MAX_COHORT_COLUMNS = 56;

  /** The last window of each row, then the worst finer cohorts and what became of the records. */
  List<String> live() {
    SortedMap<String, CohortHistory> windows = board.rows();
    if (windows.isEmpty()) {
      return live(List.of("Waiting until the first window is full and its stragglers are in …"));
    }
    List<List<String>> rows = new ArrayList<>();
    for (String label : busiest(windows, history -> history.last().sums().events())) {
      rows.add(row(label, windows.get(label).last()));
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
    lines.addAll(worst("worst of " + Figures.span(board.lately()), board::worstLately));
    return live(lines);
  }

  private List<String> live(List<String> above) {
    List<String> lines = new ArrayList<>(above);
    lines.add("");
    lines.add(fact("records read", counts.map(SummaryText::records).orElse("not counted yet")));
    completeness().ifPresent(lines::add);
    CauseText.rejectedInShort(rejections).ifPresent(text -> lines.add(fact("rejected", text)));
    CauseText.lateInShort(late).ifPresent(text -> lines.add(fact("late", text)));
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

  /** What the run adds up to, and why records are in no window. */
  List<String> closing() {
    List<String> lines = new ArrayList<>();
    if (board.rows().isEmpty()) {
      lines.add("No window has been published.");
    } else {
      lines.addAll(totals());
      lines.add("");
      lines.addAll(worst("worst of the run", board::worstOfRun));
    }
    lines.add("");
    lines.add(fact("records read", counts.map(SummaryText::records).orElse("not counted")));
    completeness().ifPresent(lines::add);
    lines.add(
        fact(
            "quality records",
            "%s, of which %s revise an earlier one"
                .formatted(Figures.count(board.records()), Figures.count(board.revisions()))));
    lines.addAll(CauseText.whyRejected(rejections));
    lines.addAll(CauseText.whyLate(late));
    return lines;
  }

  private List<String> totals() {
    SortedMap<String, CohortHistory> all = board.rows();
    List<List<String>> rows = new ArrayList<>();
    for (String label : busiest(all, history -> history.total().events())) {
      CohortHistory history = all.get(label);
      rows.add(
          totalRow(
              PrintableText.of(label, MAX_LABEL_COLUMNS),
              Figures.count(history.counted()),
              history.total()));
    }
    addMore(all.size() - rows.size(), rows);
    rows.add(
        totalRow(
            "all " + Figures.count(all.size()),
            "",
            all.values().stream().map(CohortHistory::total).reduce(Sums.NONE, Sums::plus)));
    return new Table(
            List.of(
                "the whole run of", "windows", "events", "decode failures", "stalled", "playback"),
            rows)
        .lines();
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

  private static List<String> worst(String title, Function<Measure, List<Excess>> worst) {
    List<String> lines = new ArrayList<>();
    for (Measure measure : Measure.values()) {
      String name = measure.title();
      for (Excess excess : worst.apply(measure).stream().limit(MAX_WORST).toList()) {
        lines.add(
            worst(
                name,
                Figures.percent(excess.adds()),
                Figures.percent(excess.ratio()),
                Figures.percent(excess.ratioOfRest()),
                Figures.percent(excess.share()),
                cohort(excess)));
        name = "";
      }
    }
    if (lines.isEmpty()) {
      return List.of(fact(title, "none stands out from its app"));
    }
    lines.add(0, worst(title, "adds", "is", "rest", "share", "of its app"));
    return lines;
  }

  private static String worst(
      String name, String adds, String is, String rest, String share, String cohort) {
    return "%-16s %7s  %7s  %7s  %7s   %s".formatted(name, adds, is, rest, share, cohort);
  }

  /** The app's name, then what sets the cohort apart in it. */
  private static String cohort(Excess excess) {
    String cohort =
        excess.cohort().entrySet().stream()
            .map(
                dimension ->
                    dimension.getKey().equals(Excess.APP)
                        ? dimension.getValue()
                        : dimension.getKey() + "=" + dimension.getValue())
            .collect(Collectors.joining(", "));
    return PrintableText.of(cohort, MAX_COHORT_COLUMNS);
  }

  /** Nothing where no event says its number: there is no telling what is missing then. */
  private Optional<String> completeness() {
    Numbered all =
        board.rows().values().stream()
            .map(history -> history.total().numbered())
            .reduce(Numbered.NONE, Numbered::plus);
    return all.completeness().isEmpty()
        ? Optional.empty()
        : Optional.of(
            fact(
                "complete",
                "%s of the events: %s missing, %s came twice"
                    .formatted(
                        Figures.percent(all.completeness()),
                        Figures.count(all.missing()),
                        Figures.count(all.repeated()))));
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
