package io.playbackanalytics.benchmark.freshness;

import io.playbackanalytics.benchmark.gate.WindowKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The first publication of each window. What a window is published for again is no arrival: when
 * late events change it, and when its silent app is closed with a window of nothing.
 */
final class Arrivals {

  private final Map<WindowKey, Publication> first = new HashMap<>();

  /** Takes publications in the order of their partition. */
  void add(Publication publication) {
    if (publication.events() > 0) {
      first.putIfAbsent(publication.window(), publication);
    }
  }

  boolean isEmpty() {
    return first.isEmpty();
  }

  boolean hasAll(Map<WindowKey, Long> expected) {
    return first.keySet().containsAll(expected.keySet());
  }

  /**
   * What is not as it has to be: windows that did not come, that hold something else than what was
   * sent, or that there should not be.
   *
   * @param expected all windows of the span and the events that each holds
   */
  List<String> differences(Span span, Map<WindowKey, Long> expected) {
    List<String> lines = new ArrayList<>();
    expected.forEach(
        (window, events) -> {
          Publication publication = first.get(window);
          if (publication == null) {
            lines.add("%s did not come".formatted(window));
          } else if (publication.events() != events) {
            lines.add(
                "%s has %d events instead of %d".formatted(window, publication.events(), events));
          }
        });
    for (WindowKey window : first.keySet()) {
      if (span.covers(window.end()) && !expected.containsKey(window)) {
        lines.add("%s came, but nothing was sent for it".formatted(window));
      }
    }
    return lines;
  }

  /** How long after it was complete each window of the span could be read. */
  Distribution freshness(Span span) {
    return new Distribution(
        covered(span).mapToLong(publication -> publication.delayMs()).toArray());
  }

  /** The median of each window end of the span that there is, in order, in milliseconds. */
  List<Long> medians(Span span) {
    return covered(span)
        .collect(
            Collectors.groupingBy(
                publication -> publication.window().end(),
                TreeMap::new,
                Collectors.mapping(Publication::delayMs, Collectors.toList())))
        .values()
        .stream()
        .map(delays -> new Distribution(delays.stream().mapToLong(ms -> ms).toArray()))
        .map(delays -> delays.percentile(50))
        .toList();
  }

  private Stream<Publication> covered(Span span) {
    return first.values().stream().filter(publication -> span.covers(publication.window().end()));
  }
}
