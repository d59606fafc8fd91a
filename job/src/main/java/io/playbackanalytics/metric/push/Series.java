package io.playbackanalytics.metric.push;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What Prometheus tells one series from another by.
 *
 * @param name the metric's full name
 * @param labels name → value, sorted so that equal series have one form
 */
public record Series(String name, SortedMap<String, String> labels) {

  public Series {
    labels = new TreeMap<>(labels);
  }
}
