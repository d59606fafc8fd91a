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
 * What windows should have of the measures of the group plays that events add to by themselves,
 * kept as they come: every number and every id of every window. Shares no code with the job.
 * Windows of 5 s every second, by app.
 */
public final class BruteForcePlays {

  private static final long SIZE = 5000;
  private static final long SLIDE = 1000;

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
        && isNear(record.get("users"), window.users.size(), DISTINCT_ERROR);
  }

  private static boolean isNear(JsonNode number, double exact, double error) {
    return number.isNumber() && Math.abs(number.asDouble() - exact) <= error * exact;
  }
}
