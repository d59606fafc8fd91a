package io.playbackanalytics.sandbox.summary;

import java.util.ArrayList;
import java.util.List;

/**
 * Lines of aligned columns: the first column to the left, the others to the right, since they hold
 * numbers.
 *
 * @param rows printable cells, as many in each row as there are headers
 */
record Table(List<String> headers, List<List<String>> rows) {

  private static final String GAP = "   ";

  Table {
    headers = List.copyOf(headers);
    rows = List.copyOf(rows);
    for (List<String> row : rows) {
      if (row.size() != headers.size()) {
        throw new IllegalArgumentException("A row has " + row.size() + " cells: " + row);
      }
    }
  }

  /** The header line, then one line per row. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(line(headers));
    lines.addAll(body());
    return lines;
  }

  /** One line per row. */
  List<String> body() {
    return rows.stream().map(this::line).toList();
  }

  private String line(List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < cells.size(); column++) {
      String cell = cells.get(column);
      String padding = " ".repeat(width(column) - PrintableText.columns(cell));
      line.append(column == 0 ? cell + padding : GAP + padding + cell);
    }
    return line.toString();
  }

  private int width(int column) {
    int width = PrintableText.columns(headers.get(column));
    for (List<String> row : rows) {
      width = Math.max(width, PrintableText.columns(row.get(column)));
    }
    return width;
  }
}
