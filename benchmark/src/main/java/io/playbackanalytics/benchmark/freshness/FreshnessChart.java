package io.playbackanalytics.benchmark.freshness;

import java.util.List;
import java.util.Locale;

/**
 * Freshness by percentile, an SVG that needs nothing from the page around it. The percentiles are
 * drawn by what is above them, each power of ten as wide as the other: the tail is what hurts.
 *
 * @param subtitle what was measured where
 * @param observed a line each
 */
record FreshnessChart(String subtitle, List<Observed> observed) {

  private static final int WIDTH = 880;
  private static final int HEIGHT = 440;
  private static final int LEFT = 84;
  private static final int RIGHT = 660;
  private static final int TOP = 96;
  private static final int BOTTOM = 380;
  private static final int GRID_LINES = 4;

  /** 99.99 %: as far as the axis goes at most, in powers of ten. */
  private static final double MAX_DECADES = 4;

  private static final int STEPS = 400;
  private static final List<String> COLOURS = List.of("#0969da", "#bc4c00");
  private static final double[] TICKS = {50, 90, 99, 99.9, 99.99};

  FreshnessChart {
    observed = List.copyOf(observed);
  }

  @Override
  public String toString() {
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" \
        role="img" font-family="system-ui, sans-serif" font-size="14" fill="#1f2328">
        <title>How long after a window is complete its result can be read</title>
        <rect width="%1$d" height="%2$d" rx="6" fill="#ffffff"/>
        <text x="24" y="34" font-size="18" font-weight="600">\
        How long after a window is complete its result can be read</text>
        <text x="24" y="56" fill="#59636e">%3$s</text>
        """
            .formatted(WIDTH, HEIGHT, escaped(subtitle)));
    double decades = decades();
    long top =
        niceCeiling(observed.stream().mapToLong(one -> one.freshness().max()).max().orElse(1));
    appendGrid(top, decades, svg);
    for (int i = 0; i < observed.size(); i++) {
      appendLine(observed.get(i), COLOURS.get(i % COLOURS.size()), top, decades, svg);
    }
    appendLabels(top, svg);
    return svg.append("</svg>\n").toString();
  }

  /** How far the axis goes: no further than one value of all, which is the maximum. */
  private double decades() {
    int values = observed.stream().mapToInt(one -> one.freshness().size()).max().orElse(10);
    return Math.max(1, Math.min(MAX_DECADES, Math.log10(Math.max(1, values))));
  }

  private static void appendGrid(long top, double decades, StringBuilder svg) {
    for (int i = 0; i <= GRID_LINES; i++) {
      long ms = top * i / GRID_LINES;
      double y = y(ms, top);
      svg.append(
          String.format(
              Locale.ROOT,
              """
              <path d="M%d %.1fH%d" stroke="#d1d9e0"/>
              <text x="%d" y="%.1f" text-anchor="end" fill="#59636e">%,d ms</text>
              """,
              LEFT,
              y,
              RIGHT,
              LEFT - 10,
              y + 5,
              ms));
    }
    for (double percent : TICKS) {
      if (-Math.log10(1 - percent / 100) <= decades + 0.001) {
        double x = x(percent, decades);
        svg.append(
            String.format(
                Locale.ROOT,
                """
                <path d="M%.1f %dV%d" stroke="#d1d9e0"/>
                <text x="%.1f" y="%d" text-anchor="middle" fill="#59636e">%s</text>
                """,
                x,
                TOP,
                BOTTOM,
                x,
                BOTTOM + 22,
                FreshnessTable.name(percent)));
      }
    }
    svg.append(
        String.format(
            Locale.ROOT,
            """
            <text x="%d" y="%d" text-anchor="middle" fill="#59636e">percentile of the windows</text>
            """,
            (LEFT + RIGHT) / 2,
            BOTTOM + 46));
  }

  private static void appendLine(
      Observed one, String colour, long top, double decades, StringBuilder svg) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i <= STEPS; i++) {
      double percent = 100 * (1 - Math.pow(10, -decades * i / STEPS));
      long ms = one.freshness().percentile(Math.max(percent, 1e-6));
      path.append(
          String.format(
              Locale.ROOT, "%s%.1f %.1f", i == 0 ? "M" : "L", x(percent, decades), y(ms, top)));
    }
    svg.append(
        "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2.5\" stroke-linejoin=\"round\"/>\n"
            .formatted(path, colour));
  }

  /** A label at the end of each line, moved up where two would lie on each other. */
  private void appendLabels(long top, StringBuilder svg) {
    double below = Double.POSITIVE_INFINITY;
    List<Observed> lowestFirst =
        observed.stream()
            .sorted((a, b) -> Long.compare(a.freshness().max(), b.freshness().max()))
            .toList();
    for (Observed one : lowestFirst) {
      double y = Math.min(y(one.freshness().max(), top), below - 46);
      below = y;
      svg.append(
          String.format(
              Locale.ROOT,
              """
              <text x="%d" y="%.1f" font-weight="600" fill="%s">%s</text>
              <text x="%d" y="%.1f" fill="#59636e">p50 %,d ms, p99 %,d ms</text>
              """,
              RIGHT + 10,
              y,
              COLOURS.get(observed.indexOf(one) % COLOURS.size()),
              escaped(one.kind().label()),
              RIGHT + 10,
              y + 18,
              one.freshness().percentile(50),
              one.freshness().percentile(99)));
    }
  }

  private static double x(double percent, double decades) {
    return LEFT - Math.log10(1 - percent / 100) * (RIGHT - LEFT) / decades;
  }

  private static double y(long ms, long top) {
    return BOTTOM - (double) Math.max(0, ms) * (BOTTOM - TOP) / top;
  }

  /** The least 4, 8 or 20 times a power of ten that is not below the value. */
  static long niceCeiling(long value) {
    long scale = 1;
    while (true) {
      for (long nice : new long[] {4, 8, 20}) {
        if (nice * scale >= value) {
          return nice * scale;
        }
      }
      scale *= 10;
    }
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
