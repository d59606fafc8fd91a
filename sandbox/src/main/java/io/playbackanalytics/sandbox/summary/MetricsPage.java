package io.playbackanalytics.sandbox.summary;

import java.util.OptionalDouble;

/** A page in Prometheus' text format. */
record MetricsPage(String text) {

  /**
   * The sum over all series of the metrics whose name ends so: over scopes and subtasks.
   *
   * @return empty if there is no such series
   */
  OptionalDouble sumOf(String nameSuffix) {
    double sum = 0;
    boolean found = false;
    // Only a line feed ends a line of this format; a label may hold a carriage return.
    for (String line : text.split("\n")) {
      int labels = line.indexOf('{');
      int value = line.lastIndexOf(' ');
      if (labels > 0
          && value > labels
          && line.startsWith(nameSuffix, labels - nameSuffix.length())) {
        sum += Double.parseDouble(line.substring(value + 1));
        found = true;
      }
    }
    return found ? OptionalDouble.of(sum) : OptionalDouble.empty();
  }
}
