package io.playbackanalytics.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What windows should have of the measures of plays, kept as they come: every number and every id
 * of every window. Shares no code with the job. Windows of 5 s every second, by app.
 */
public final class BruteForcePlays {

  private static final long SIZE = 5000;
  private static final long SLIDE = 1000;

  /** How far a percentile may be from that of the numbers themselves. */
  private static final double PERCENTILE_ERROR = 0.05;

  /** How far a count of different ids may be from the right one. */
  private static final double DISTINCT_ERROR = 0.02;

  /** The classes of the codes that the events have. */
  private static final Map<String, String> CLASSES =
      Map.of(
          "HTTP_503", "server",
          "decoder_reset", "decoder",
          "NETWORK_LOST", "network",
          "NOT_IN_THIS_COUNTRY", "business",
          "E17", "other");

  private final Map<BruteForce.Key, Window> windows = new HashMap<>();

  private static final class Window {
    private final List<Integer> startups = new ArrayList<>();
    private final Set<String> sessions = new HashSet<>();
    private final Set<String> users = new HashSet<>();
    private final Map<String, Long> errors = new TreeMap<>();
    private long droppedFrames;
  }

  /** Adds a valid event to all of its windows. */
  public void add(byte[] json) {
    JsonNode event = ExactJson.read(json);
    long time = event.get("timestamp").asLong();
    String cohort = "app=" + event.get("app_id").asText();
    long first = Math.floorDiv(time, SLIDE) * SLIDE + SLIDE;
    for (long end = first; end - SIZE <= time; end += SLIDE) {
      Window window = windows.computeIfAbsent(new BruteForce.Key(cohort, end), key -> new Window());
      if (event.has("startup_ms")) {
        window.startups.add(event.get("startup_ms").asInt());
      }
      window.sessions.add(event.get("session_id").asText());
      if (event.has("user_id")) {
        window.users.add(event.get("user_id").asText());
      }
      String code = event.path("error_code").asText("");
      if (!code.isEmpty()) {
        window.errors.merge(CLASSES.get(code), 1L, Long::sum);
      }
      window.droppedFrames += event.path("dropped_frames").asLong(0);
    }
  }

  /** How many windows there are. */
  public int size() {
    return windows.size();
  }

  /** What is not as it should be in the records that count, a line for each fault. */
  public List<String> wrong(PublishedQuality published) {
    return wrong(published, key -> true);
  }

  /** As {@link #wrong(PublishedQuality)}, of those windows only. */
  public List<String> wrong(PublishedQuality published, Predicate<BruteForce.Key> those) {
    List<String> faults = new ArrayList<>();
    windows.forEach(
        (key, window) -> {
          if (!those.test(key)) {
            return;
          }
          JsonNode record =
              published.records().getOrDefault(key, List.of()).stream()
                  .max(Comparator.comparingLong(each -> each.get("revision").asLong()))
                  .orElse(MissingNode.getInstance());
          if (record.isMissingNode() || !isRight(window, record)) {
            faults.add(key + ": " + record);
          }
        });
    return faults;
  }

  private static boolean isRight(Window window, JsonNode record) {
    Map<String, Long> errors = new TreeMap<>();
    for (Map.Entry<String, JsonNode> error : record.get("errors").properties()) {
      errors.put(error.getKey(), error.getValue().asLong());
    }
    return record.get("dropped_frames").asLong() == window.droppedFrames
        && errors.equals(window.errors)
        && isNear(record.get("sessions"), window.sessions.size(), DISTINCT_ERROR)
        && isNear(record.get("users"), window.users.size(), DISTINCT_ERROR)
        && isRight(window.startups, record.get("startup_ms"));
  }

  private static boolean isRight(List<Integer> numbers, JsonNode startup) {
    List<Integer> sorted = numbers.stream().sorted().toList();
    long sum = sorted.stream().mapToLong(number -> number).sum();
    if (startup.get("count").asLong() != sorted.size() || startup.get("sum").asLong() != sum) {
      return false;
    }
    for (int percent : new int[] {50, 95, 99}) {
      JsonNode percentile = startup.get("p" + percent);
      if (sorted.isEmpty()
          ? !percentile.isNull()
          : !isNear(percentile, nearestRank(sorted, percent), PERCENTILE_ERROR)) {
        return false;
      }
    }
    return true;
  }

  private static int nearestRank(List<Integer> sorted, int percent) {
    return sorted.get((sorted.size() * percent + 99) / 100 - 1);
  }

  private static boolean isNear(JsonNode number, double exact, double error) {
    return number.isNumber() && Math.abs(number.asDouble() - exact) <= error * exact;
  }
}
