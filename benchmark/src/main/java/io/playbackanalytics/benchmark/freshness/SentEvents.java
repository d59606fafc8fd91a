package io.playbackanalytics.benchmark.freshness;

import io.playbackanalytics.benchmark.contender.Settings;
import io.playbackanalytics.benchmark.gate.WindowKey;
import java.util.HashMap;
import java.util.Map;

/** Counts what is sent, to know which windows there have to be and what they hold. */
final class SentEvents {

  private static final long WINDOW_MS = Settings.STANDARD.window().toMillis();
  private static final long SLIDE_MS = Settings.STANDARD.slide().toMillis();

  /** Events by begin of the slide and app. */
  private final Map<Long, Map<String, Long>> slices = new HashMap<>();

  private long total;

  /**
   * Counts an event.
   *
   * @param timestamp epoch milliseconds
   */
  synchronized void add(String app, long timestamp) {
    slices
        .computeIfAbsent(timestamp - Math.floorMod(timestamp, SLIDE_MS), unused -> new HashMap<>())
        .merge(app, 1L, Long::sum);
    total++;
  }

  synchronized long total() {
    return total;
  }

  /** The windows with events and how many each holds. */
  synchronized Map<WindowKey, Long> windows(Span span) {
    Map<WindowKey, Long> windows = new HashMap<>();
    span.windowEnds()
        .forEach(
            end -> {
              for (long slice = end - WINDOW_MS; slice < end; slice += SLIDE_MS) {
                slices
                    .getOrDefault(slice, Map.of())
                    .forEach(
                        (app, events) ->
                            windows.merge(new WindowKey("app=" + app, end), events, Long::sum));
              }
            });
    return windows;
  }
}
