package io.playbackanalytics.metric.push;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;

/**
 * Series with their values of now in Prometheus' text format 0.0.4, grouped by name as it asks for.
 * Label values may hold anything: quote, backslash and line feed are escaped.
 */
final class ExpositionText {

  private ExpositionText() {}

  static String of(Map<Series, DoubleSupplier> series) {
    SortedMap<String, StringBuilder> families = new TreeMap<>();
    series.forEach(
        (key, value) ->
            append(
                key,
                value.getAsDouble(),
                families.computeIfAbsent(
                    key.name(), name -> new StringBuilder("# TYPE " + name + " gauge\n"))));
    return String.join("", families.values());
  }

  private static void append(Series series, double value, StringBuilder text) {
    text.append(series.name());
    char before = '{';
    for (Map.Entry<String, String> label : series.labels().entrySet()) {
      text.append(before).append(label.getKey()).append("=\"");
      appendEscaped(label.getValue(), text);
      text.append('"');
      before = ',';
    }
    text.append(before == ',' ? "} " : " ").append(value).append('\n');
  }

  private static void appendEscaped(String value, StringBuilder text) {
    for (int i = 0; i < value.length(); i++) {
      switch (value.charAt(i)) {
        case '\\' -> text.append("\\\\");
        case '"' -> text.append("\\\"");
        case '\n' -> text.append("\\n");
        default -> text.append(value.charAt(i));
      }
    }
  }
}
