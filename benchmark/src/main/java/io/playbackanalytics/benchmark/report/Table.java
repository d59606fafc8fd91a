package io.playbackanalytics.benchmark.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The rows as a Markdown table that also reads well as text. */
public record Table(List<Row> rows) {

  private static final List<String> HEADINGS =
      List.of(
          "",
          "events/s (min–max)",
          "events per CPU s (min–max)",
          "CPU per event, × base",
          "with JIT, × base",
          "events/s, × base",
          "peak MiB",
          "live heap MiB",
          "bytes/event",
          "JIT CPU s",
          "start CPU s");

  public Table {
    rows = List.copyOf(rows);
  }

  @Override
  public String toString() {
    List<List<String>> lines = new ArrayList<>();
    lines.add(HEADINGS);
    rows.stream().map(Table::cells).forEach(lines::add);
    List<Integer> widths =
        IntStream.range(0, HEADINGS.size())
            .mapToObj(i -> lines.stream().mapToInt(line -> line.get(i).length()).max().orElse(0))
            .toList();
    List<String> text = new ArrayList<>(lines.stream().map(line -> line(line, widths)).toList());
    text.add(1, rule(widths));
    return text.stream().collect(Collectors.joining("\n", "", "\n"));
  }

  private static List<String> cells(Row row) {
    return List.of(
        row.scenario().name(),
        withRange(row.eventsPerSecond(), "%,.0f"),
        withRange(row.eventsPerCpuSecond(), "%,.0f"),
        row.scenario().isBase() ? "1" : withRange(row.cpuPerEvent(), "%.2f"),
        row.scenario().isBase() ? "1" : withRange(row.cpuPerEventWithCompilers(), "%.2f"),
        row.scenario().isBase() ? "1" : withRange(row.speed(), "%.2f"),
        number(row.peakMib().median(), "%,.0f"),
        number(row.liveMib().median(), "%,.0f"),
        number(row.allocatedPerEvent().median(), "%,.0f"),
        number(row.compileCpuSeconds().median(), "%.1f"),
        number(row.startCpuSeconds().median(), "%.1f"));
  }

  private static String withRange(Spread spread, String format) {
    return "%s (%s–%s)"
        .formatted(
            number(spread.median(), format),
            number(spread.min(), format),
            number(spread.max(), format));
  }

  private static String number(double value, String format) {
    return String.format(Locale.ROOT, format, value);
  }

  /** Names to the left, figures to the right. */
  private static String line(List<String> cells, List<Integer> widths) {
    return IntStream.range(0, cells.size())
        .mapToObj(
            i -> {
              String gap = " ".repeat(widths.get(i) - cells.get(i).length());
              return i == 0 ? cells.get(i) + gap : gap + cells.get(i);
            })
        .collect(Collectors.joining(" | ", "| ", " |"));
  }

  private static String rule(List<Integer> widths) {
    return IntStream.range(0, widths.size())
        .mapToObj(i -> i == 0 ? "-".repeat(widths.get(i) + 2) : "-".repeat(widths.get(i) + 1) + ":")
        .collect(Collectors.joining("|", "|", "|"));
  }
}
