package io.playbackanalytics.benchmark.report;

import java.util.List;
import java.util.Locale;

/**
 * Events per CPU second as horizontal bars, an SVG that needs nothing from the page around it.
 *
 * @param title what is compared
 * @param subtitle on what
 * @param rows a bar each, from top to bottom
 */
public record Chart(String title, String subtitle, List<Row> rows) {

  /** Of a character of a label, roughly. */
  private static final double CHARACTER = 7.6;

  private static final int MARGIN = 36;
  private static final int RIGHT_OF_BARS = 190;
  private static final int BAR_WIDTH = 440;
  private static final int FIRST_BAR = 76;
  private static final int BAR_HEIGHT = 24;
  private static final int STEP = 36;
  private static final double MILLION = 1e6;

  public Chart {
    rows = List.copyOf(rows);
  }

  @Override
  public String toString() {
    double longest =
        rows.stream().mapToDouble(row -> row.eventsPerCpuSecond().max()).max().orElse(1);
    int height = FIRST_BAR + STEP * rows.size() + 20;
    int left =
        MARGIN
            + (int)
                (CHARACTER
                    * rows.stream()
                        .mapToInt(row -> row.scenario().name().length())
                        .max()
                        .orElse(0));
    int width = left + BAR_WIDTH + RIGHT_OF_BARS;
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" \
        role="img" font-family="system-ui, sans-serif" font-size="14" fill="#1f2328">
        <title>%3$s: events per CPU second</title>
        <rect width="%1$d" height="%2$d" rx="6" fill="#ffffff"/>
        <text x="24" y="34" font-size="18" font-weight="600">%3$s: events per CPU second</text>
        <text x="24" y="56" fill="#59636e">%4$s</text>
        """
            .formatted(width, height, escaped(title), escaped(subtitle)));
    for (int i = 0; i < rows.size(); i++) {
      appendBar(rows.get(i), left, FIRST_BAR + i * STEP, longest, svg);
    }
    return svg.append("</svg>\n").toString();
  }

  /** The median as a bar, minimum and maximum as a whisker. */
  private static void appendBar(Row row, int left, int y, double longest, StringBuilder svg) {
    Spread spread = row.eventsPerCpuSecond();
    double scale = BAR_WIDTH / longest;
    svg.append(
        String.format(
            Locale.ROOT,
            """
            <text x="%d" y="%d" text-anchor="end">%s</text>
            <rect x="%d" y="%d" width="%.1f" height="%d" rx="2" fill="%s"/>
            <path d="M%.1f %dH%.1f" stroke="#1f2328" stroke-width="1.5"/>
            <text x="%.1f" y="%d">%s</text>
            """,
            left - 12,
            y + 17,
            escaped(row.scenario().name()),
            left,
            y,
            spread.median() * scale,
            BAR_HEIGHT,
            row.scenario().isBase() ? "#0969da" : "#8c959f",
            left + spread.min() * scale,
            y + BAR_HEIGHT / 2,
            left + spread.max() * scale,
            left + spread.max() * scale + 10,
            y + 17,
            label(row)));
  }

  private static String label(Row row) {
    String rate = String.format(Locale.ROOT, "%.2f M", row.eventsPerCpuSecond().median() / MILLION);
    return row.scenario().isBase()
        ? rate
        : rate + String.format(Locale.ROOT, " (%.2f × CPU)", row.cpuPerEvent().median());
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
