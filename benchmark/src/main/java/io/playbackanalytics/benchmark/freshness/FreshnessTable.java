package io.playbackanalytics.benchmark.freshness;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** A line for each contender, as a Markdown table that also reads well as text. */
record FreshnessTable(List<Observed> observed) {

  /** The percentiles that are shown. */
  static final double[] PERCENTILES = {50, 90, 99, 99.9};

  private static final int NAME_WIDTH = 18;
  private static final List<String> OTHERS =
      List.of("max ms", "windows", "expected", "CPU µs/event", "max event delay ms");

  FreshnessTable {
    observed = List.copyOf(observed);
  }

  @Override
  public String toString() {
    List<String> headings =
        Stream.concat(
                DoubleStream.of(PERCENTILES).mapToObj(percent -> name(percent) + " ms"),
                OTHERS.stream())
            .toList();
    StringBuilder table = new StringBuilder(line("", headings, headings));
    table.append("|").append("-".repeat(NAME_WIDTH + 2));
    headings.forEach(
        heading -> table.append("|").append("-".repeat(width(heading) + 1)).append(":"));
    table.append("|\n");
    observed.forEach(one -> table.append(line(one.kind().label(), cells(one), headings)));
    return table.toString();
  }

  /** {@code p99.9}. */
  static String name(double percent) {
    return "p" + (percent == Math.rint(percent) ? Long.toString((long) percent) : percent);
  }

  private static List<String> cells(Observed one) {
    Distribution freshness = one.freshness();
    List<String> cells = new ArrayList<>();
    for (double percent : PERCENTILES) {
      cells.add(number(freshness.percentile(percent)));
    }
    cells.add(number(freshness.max()));
    cells.add(number(freshness.size()));
    cells.add(number(one.expected()));
    cells.add(
        one.cpu().isZero() ? "" : String.format(Locale.ROOT, "%.2f", one.cpuMicrosPerEvent()));
    cells.add(number(one.maxDelay().toMillis()));
    return cells;
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static String line(String name, List<String> cells, List<String> headings) {
    StringBuilder line = new StringBuilder(("| %-" + NAME_WIDTH + "s |").formatted(name));
    for (int i = 0; i < cells.size(); i++) {
      line.append((" %" + width(headings.get(i)) + "s |").formatted(cells.get(i)));
    }
    return line.append('\n').toString();
  }

  private static int width(String heading) {
    return Math.max(heading.length(), 7);
  }
}
