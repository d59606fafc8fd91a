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
  private static final int MAX_CAUSES = 10;

  /** With the number before it, what a terminal of 80 columns shows. */
  private static final int MAX_CAUSE_COLUMNS = 68;

  private static final int MAX_SHORT_COLUMNS = 100;

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
    rejectedInShort().ifPresent(lines::add);
    lateInShort().ifPresent(lines::add);
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
    lines.add(
        fact(
            "quality records",
            "%s, of which %s revise an earlier one"
                .formatted(Figures.count(board.records()), Figures.count(board.revisions()))));
    lines.addAll(whyRejected());
    lines.addAll(whyLate());
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

  private List<String> whyRejected() {
    return causes(
        "why rejected, and the first of each",
        rejections.commonestFirst(),
        Rejections.Example::records,
        example -> example.cause() + (example.detail().isEmpty() ? "" : ": " + example.detail()),
        Rejections.Example::value);
  }

  private List<String> whyLate() {
    return causes(
        "too late, and the furthest behind of each",
        late.mostFirst(),
        LateEvents.Lag::events,
        lag -> lag.app() + ": up to " + Figures.span(lag.behind()),
        lag ->
            "event of %s at watermark %s"
                .formatted(
                    Figures.dateAndTime(lag.eventTime()), Figures.dateAndTime(lag.watermark())));
  }

  /** Two lines for each of the first: how many, what, and below it a sample. */
  private static <T> List<String> causes(
      String title,
      List<T> all,
      ToLongFunction<T> records,
      Function<T, String> what,
      Function<T, String> sample) {
    if (all.isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>(List.of("", title));
    for (T one : first(MAX_CAUSES, all)) {
      lines.add(cause(Figures.count(records.applyAsLong(one)), what.apply(one)));
      lines.add(cause("", sample.apply(one)));
    }
    List<T> more = all.subList(Math.min(MAX_CAUSES, all.size()), all.size());
    if (!more.isEmpty()) {
      lines.add(
          cause(
              Figures.count(more.stream().mapToLong(records).sum()),
              "of " + Figures.count(more.size()) + " more kinds"));
    }
    return lines;
  }

  private static String cause(String records, String text) {
    return "%9s   %s".formatted(records, PrintableText.of(text, MAX_CAUSE_COLUMNS));
  }

  private Optional<String> rejectedInShort() {
    return inShort(
        "rejected",
        rejections.commonestFirst(),
        example -> example.cause() + " " + Figures.count(example.records()));
  }

  private Optional<String> lateInShort() {
    return inShort(
        "late",
        late.mostFirst(),
        lag ->
            "%s %s (up to %s)"
                .formatted(lag.app(), Figures.count(lag.events()), Figures.span(lag.behind())));
  }

  private static <T> Optional<String> inShort(String name, List<T> all, Function<T, String> one) {
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(
            fact(
                name,
                PrintableText.of(
                    all.stream().map(one).collect(Collectors.joining(" · ")), MAX_SHORT_COLUMNS)));
  }

  private static <T> List<T> first(int most, List<T> all) {
    return all.subList(0, Math.min(most, all.size()));
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
      for (Excess excess : first(MAX_WORST, worst.apply(measure))) {
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
