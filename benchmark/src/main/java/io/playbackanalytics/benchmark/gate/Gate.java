package io.playbackanalytics.benchmark.gate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Compares what was computed; each method says what is wrong, at most a few lines of it. */
public final class Gate {

  private static final int SHOWN = 5;

  private Gate() {}

  /** Where windows differ from those that are right. */
  public static List<String> differences(Map<WindowKey, Sums> right, Map<WindowKey, Sums> windows) {
    List<WindowKey> wrong =
        Stream.of(right, windows)
            .flatMap(map -> map.keySet().stream())
            .distinct()
            .filter(key -> !sumsOf(right, key).equals(sumsOf(windows, key)))
            .sorted(Comparator.comparingLong(WindowKey::end).thenComparing(WindowKey::cohort))
            .toList();
    if (wrong.isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    lines.add("%d windows differ from the %d right ones".formatted(wrong.size(), right.size()));
    for (WindowKey key : wrong.subList(0, Math.min(SHOWN, wrong.size()))) {
      lines.add("%s: %s instead of %s".formatted(key, sumsOf(windows, key), sumsOf(right, key)));
    }
    return lines;
  }

  /**
   * Whether all windows of whole apps add up to all events.
   *
   * @param events the sums over the topic, by who wrote it
   * @param windowsPerEvent in how many windows each event is
   */
  public static List<String> differences(
      Sums events, long windowsPerEvent, Map<WindowKey, Sums> windows) {
    Sums sum =
        windows.entrySet().stream()
            .filter(window -> window.getKey().isApp())
            .map(Map.Entry::getValue)
            .reduce(Sums.NONE, Sums::plus);
    return differences(events.times(windowsPerEvent), sum);
  }

  /** Whether two sums are the same. */
  public static List<String> differences(Sums right, Sums sums) {
    return right.equals(sums) ? List.of() : List.of("%s instead of %s".formatted(sums, right));
  }

  private static Sums sumsOf(Map<WindowKey, Sums> windows, WindowKey key) {
    return windows.getOrDefault(key, Sums.NONE);
  }
}
