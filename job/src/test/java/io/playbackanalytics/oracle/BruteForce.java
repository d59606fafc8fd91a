package io.playbackanalytics.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the job should have published, worked out from the contract alone and as simply as can be:
 * every event is added to each window that holds it, one window after the other. Shares no code
 * with the job. Windows of 5 s every second, default cohorts.
 */
public final class BruteForce {

  private static final long SIZE = 5000;
  private static final long SLIDE = 1000;
  private static final List<List<String>> COHORTS =
      List.of(
          List.of("app"), List.of("app", "os"), List.of("app", "network"), List.of("app", "cdn"));
  private static final Map<String, String> FIELDS =
      Map.of("app", "app_id", "os", "os", "network", "network", "cdn", "cdn_node_id");

  private final Map<String, TreeMap<Long, Sums>> windows = new HashMap<>();

  /** The sums of one window. */
  public record Sums(long events, long attempts, long failures, long playMs, long stallMs) {

    Sums plus(Sums other) {
      return new Sums(
          events + other.events,
          attempts + other.attempts,
          failures + other.failures,
          playMs + other.playMs,
          stallMs + other.stallMs);
    }
  }

  /** One cohort in one window. */
  public record Key(String cohort, long windowEnd) {}

  /** Adds a valid event to all of its windows. */
  public void add(byte[] json) {
    JsonNode event = ExactJson.read(json);
    Sums sums = sumsOf(event);
    long time = event.get("timestamp").asLong();
    for (List<String> dimensions : COHORTS) {
      TreeMap<Long, Sums> ofCohort =
          windows.computeIfAbsent(cohortKey(event, dimensions), key -> new TreeMap<>());
      long first = Math.floorDiv(time, SLIDE) * SLIDE + SLIDE;
      for (long end = first; end - SIZE <= time; end += SLIDE) {
        ofCohort.merge(end, sums, Sums::plus);
      }
    }
  }

  /** Every window with events, and the empty one behind each run of them. */
  public Map<Key, Sums> expected() {
    Map<Key, Sums> expected = new HashMap<>();
    windows.forEach(
        (cohort, ofCohort) ->
            ofCohort.forEach(
                (end, sums) -> {
                  expected.put(new Key(cohort, end), sums);
                  if (!ofCohort.containsKey(end + SLIDE)) {
                    expected.put(new Key(cohort, end + SLIDE), new Sums(0, 0, 0, 0, 0));
                  }
                }));
    return expected;
  }

  /** What differs from {@link #expected}, window by window in order: nothing if all are right. */
  public List<String> wrong(Map<Key, Sums> published) {
    Map<Key, Sums> expected = expected();
    Set<Key> all = new HashSet<>(expected.keySet());
    all.addAll(published.keySet());
    return all.stream()
        .filter(key -> !Objects.equals(expected.get(key), published.get(key)))
        .sorted(Comparator.comparingLong(Key::windowEnd).thenComparing(Key::cohort))
        .map(key -> key + ": " + published.get(key) + " instead of " + expected.get(key))
        .toList();
  }

  /** Every cohort and window that an event was added to. */
  public Set<Key> withEvents() {
    Set<Key> keys = new HashSet<>();
    windows.forEach(
        (cohort, ofCohort) -> ofCohort.keySet().forEach(end -> keys.add(new Key(cohort, end))));
    return keys;
  }

  private static Sums sumsOf(JsonNode event) {
    String type = event.get("event_type").asText();
    boolean counted = event.hasNonNull("decode_attempts");
    long attempts =
        counted ? event.get("decode_attempts").asLong() : type.startsWith("DECODE_") ? 1 : 0;
    long failures =
        counted ? event.path("decode_failures").asLong(0) : type.equals("DECODE_FAIL") ? 1 : 0;
    return new Sums(
        1, attempts, failures, event.path("play_ms").asLong(0), event.path("buffer_ms").asLong(0));
  }

  private static String cohortKey(JsonNode event, List<String> dimensions) {
    StringBuilder key = new StringBuilder();
    for (String dimension : dimensions) {
      String value = event.path(FIELDS.get(dimension)).asText("");
      key.append(key.isEmpty() ? "" : ",").append(dimension).append('=');
      key.append((value.isEmpty() ? "unknown" : value).replaceAll("[\\\\,=]", "\\\\$0"));
    }
    return key.toString();
  }
}
