package io.playbackanalytics.benchmark.report;

import java.util.Collection;
import java.util.List;

/** What several rounds came to; the median of an even number is the mean of the middle two. */
public record Spread(double median, double min, double max) {

  /** Of at least one value. */
  static Spread of(Collection<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    double median =
        sorted.size() % 2 == 1
            ? sorted.get(middle)
            : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    return new Spread(median, sorted.get(0), sorted.get(sorted.size() - 1));
  }
}
