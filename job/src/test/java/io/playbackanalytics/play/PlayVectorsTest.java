package io.playbackanalytics.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.playbackanalytics.event.EventType;
import io.playbackanalytics.event.PlayerState;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Plays whose totals and windows were computed by hand and by an implementation that knows nothing
 * of this one.
 */
public class PlayVectorsTest {

  private static final JsonNode FILE = read();
  private static final long WINDOW = FILE.get("config").get("window_ms").asLong();
  private static final long SLIDE = FILE.get("config").get("slide_ms").asLong();
  private static final Duration LATENESS =
      Duration.ofMillis(FILE.get("config").get("lateness_ms").asLong());
  private static final Tags TAGS = Tags.of(List.of());

  private static final PlayRules RULES =
      new PlayRules(
          Accounting.STATES,
          Duration.ofMillis(FILE.get("config").get("silence_ms").asLong()),
          Duration.ofMinutes(2),
          Duration.ofMillis(FILE.get("config").get("stall_cap_ms").asLong()),
          Duration.ofMillis(FILE.get("config").get("pause_cap_ms").asLong()),
          Duration.ofMillis(FILE.get("config").get("seek_grace_ms").asLong()));

  /** What is not of plays, but of sums over events, is judged elsewhere. */
  private static final String DROPPED = "dropped";

  private static final Map<String, PlayLevel> LEVELS =
      Map.of(
          "startup_wait_ms", PlayLevel.STARTING,
          "play_ms", PlayLevel.PLAYING,
          "stall_ms", PlayLevel.STALLED,
          "seek_wait_ms", PlayLevel.SEEK_WAIT,
          "pause_ms", PlayLevel.PAUSED,
          "bg_play_ms", PlayLevel.HIDDEN_PLAYING);

  private static final Map<String, PlayCount> COUNTS =
      Map.ofEntries(
          Map.entry("plays", PlayCount.PLAYS),
          Map.entry("attempts", PlayCount.ATTEMPTS),
          Map.entry("startups", PlayCount.STARTUPS),
          Map.entry("ebvs", PlayCount.EXITS_BEFORE_START),
          Map.entry("start_failures", PlayCount.STARTUP_FAILURES),
          Map.entry("playback_failures", PlayCount.PLAYBACK_FAILURES),
          Map.entry("business_exceptions", PlayCount.BUSINESS_EXCEPTIONS),
          Map.entry("ended", PlayCount.ENDED),
          Map.entry("abandoned", PlayCount.ABANDONED),
          Map.entry("abandoned_in_stall", PlayCount.ABANDONED_IN_STALL),
          Map.entry("stalls", PlayCount.STALLS),
          Map.entry("seeks", PlayCount.SEEKS),
          Map.entry("seek_waits", PlayCount.SEEK_WAITS),
          Map.entry("up", PlayCount.BITRATE_UP),
          Map.entry("down", PlayCount.BITRATE_DOWN));

  static Stream<JsonNode> vectors() {
    return StreamSupport.stream(FILE.get("vectors").spliterator(), false);
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void totalsOfTheLedger(JsonNode vector) {
    forEachApp(
        vector,
        (run, expected) -> {
          assertThat(totals(run)).isEqualTo(numbers(expected));
          assertRatio(expected.get("stall_ratio"), run.ledgerLevel("play_ms"), run);
        });
  }

  private static void assertRatio(JsonNode expected, long play, Run run) {
    long stall = run.ledgerLevel("stall_ms");
    if (expected.isNull()) {
      assertThat(play + stall).isZero();
    } else {
      assertThat((double) stall / (play + stall)).isCloseTo(expected.asDouble(), within(1e-6));
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void windowsAddUpToTheLedger(JsonNode vector) {
    forEachApp(
        vector,
        (run, expected) -> {
          Map<String, Double> sums = new HashMap<>();
          for (long end : run.cohort.windowEnds()) {
            LEVELS.keySet().forEach(f -> sums.merge(f, run.cohort.of(f, end), Double::sum));
            COUNTS.keySet().forEach(f -> sums.merge(f, run.cohort.of(f, end), Double::sum));
            sums.merge("startup_ms", run.cohort.of("startup_ms", end), Double::sum);
          }
          Map<String, Double> once = new TreeMap<>();
          sums.forEach((field, sum) -> once.put(field, sum * SLIDE / WINDOW));
          once.values().removeIf(sum -> sum == 0);
          Map<String, Double> ledger = totals(run);
          ledger.remove("avg_kbps");
          ledger.values().removeIf(sum -> sum == 0);
          assertThat(once).isEqualTo(ledger);
        });
  }

  static Stream<JsonNode> vectorsWithWindows() {
    return vectors().filter(vector -> vector.has("windows"));
  }

  @ParameterizedTest
  @MethodSource("vectorsWithWindows")
  void windows(JsonNode vector) {
    forEachApp(
        vector,
        (run, expected) -> {
          assertWindows(vector.get("windows").get("final"), run.cohort::of);
          if (vector.get("windows").has("first")) {
            assertWindows(vector.get("windows").get("first"), run::first);
          }
        });
  }

  private interface Windows {

    double of(String field, long windowEnd);
  }

  private static void assertWindows(JsonNode table, Windows actual) {
    List<String> columns = new ArrayList<>();
    table.get("columns").forEach(column -> columns.add(column.asText()));
    assertThat(table.get("rows")).isNotEmpty();
    for (JsonNode row : table.get("rows")) {
      long end = row.get(0).asLong() + WINDOW;
      for (int i = 0; i < columns.size(); i++) {
        JsonNode expected = row.get(i + 1);
        double value = ratioOr(columns.get(i), end, actual);
        if (expected.isNull()) {
          assertThat(value).as("%s at %d", columns.get(i), end).isNaN();
        } else {
          assertThat(value)
              .as("%s at %d", columns.get(i), end)
              .isCloseTo(expected.asDouble(), within(1e-4));
        }
      }
    }
  }

  private static double ratioOr(String field, long end, Windows windows) {
    if (!field.equals("stall_ratio")) {
      return windows.of(field, end);
    }
    double stall = windows.of("stall_ms", end);
    return stall / (windows.of("play_ms", end) + stall);
  }

  private static Map<String, Double> numbers(JsonNode expected) {
    Map<String, Double> numbers = new TreeMap<>();
    expected
        .properties()
        .forEach(
            field -> {
              if (!field.getKey().equals("stall_ratio") && !field.getKey().equals(DROPPED)) {
                numbers.put(field.getKey(), field.getValue().asDouble());
              }
            });
    numbers.values().removeIf(number -> number == 0);
    return numbers;
  }

  private static Map<String, Double> totals(Run run) {
    Map<String, Double> totals = new TreeMap<>();
    LEVELS.keySet().forEach(field -> totals.put(field, (double) run.ledgerLevel(field)));
    COUNTS.forEach(
        (field, count) ->
            totals.put(
                field, (double) run.ledger.stream().mapToLong(p -> p.sums().of(count)).sum()));
    totals.put(
        "startup_ms",
        (double) run.ledger.stream().mapToLong(play -> Math.max(play.startupMs(), 0)).sum());
    long known = run.ledger.stream().mapToLong(p -> p.sums().of(PlayLevel.BITRATE_KNOWN)).sum();
    if (known > 0) {
      long kbps = run.ledger.stream().mapToLong(p -> p.sums().of(PlayLevel.BITRATE)).sum();
      totals.put("avg_kbps", Math.round(10_000.0 * kbps / known) / 10_000.0);
    }
    totals.values().removeIf(total -> total == 0);
    return totals;
  }

  private interface Check {

    void check(Run run, JsonNode expected);
  }

  private static void forEachApp(JsonNode vector, Check check) {
    if (vector.path("per_app").asBoolean()) {
      vector
          .get("expect")
          .properties()
          .forEach(app -> check.check(new Run(vector, Optional.of(app.getKey())), app.getValue()));
    } else {
      check.check(new Run(vector, Optional.empty()), vector.get("expect"));
    }
  }

  /** What one session has done in the end, and what its windows said when they were complete. */
  private static final class Run {

    final Cohort cohort = new Cohort();
    final List<ClosedPlay> ledger = new ArrayList<>();
    private final Map<Long, Map<String, Double>> first = new HashMap<>();
    private final Session session = new Session(new Tracking(RULES, LATENESS, TAGS));
    private long watermark = Long.MIN_VALUE;

    Run(JsonNode vector, Optional<String> app) {
      List<JsonNode> events = new ArrayList<>();
      for (JsonNode event : vector.get("events")) {
        if (app.isEmpty() || event.get("app").asText().equals(app.get())) {
          events.add(event);
        }
      }
      for (int i = 0; i < events.size(); i++) {
        long next = Long.MAX_VALUE;
        for (JsonNode event : events.subList(i, events.size())) {
          next = Math.min(next, event.get("t").asLong());
        }
        advance(events.get(i).has("wm") ? events.get(i).get("wm").asLong() : next - 1);
        session.add(report(events.get(i)), watermark, cohort);
      }
      advance(watermark + 500_000);
      assertThat(session.isOver(watermark + RULES.pauseCap().toMillis() + 100_000)).isTrue();
    }

    /** As a watermark does, never back; windows are complete on the way. */
    private void advance(long to) {
      if (watermark == Long.MIN_VALUE) {
        watermark = Math.floorDiv(to, SLIDE) * SLIDE - SLIDE;
      }
      while (watermark < to) {
        watermark = Math.min(to, Math.floorDiv(watermark, SLIDE) * SLIDE + SLIDE);
        session.advance(watermark, cohort, ledger::add);
        if (watermark % SLIDE == 0) {
          Map<String, Double> window = new HashMap<>();
          LEVELS.keySet().forEach(f -> window.put(f, cohort.of(f, watermark)));
          COUNTS.keySet().forEach(f -> window.put(f, cohort.of(f, watermark)));
          first.put(watermark, window);
        }
      }
    }

    double first(String field, long windowEnd) {
      return Objects.requireNonNull(first.get(windowEnd), "not complete yet").get(field);
    }

    long ledgerLevel(String field) {
      return ledger.stream().mapToLong(play -> play.sums().of(LEVELS.get(field))).sum();
    }

    private static Report report(JsonNode event) {
      Report.Amounts amounts =
          new Report.Amounts(
              event.path("startup_ms").asInt(Report.NOTHING),
              Report.NOTHING,
              Report.NOTHING,
              event.path("br").asInt(Report.NOTHING),
              Report.NOTHING,
              event.path("bg").asInt(Report.NOTHING),
              Report.NOTHING);
      return new Report(
          event.get("t").asLong(),
          Report.NOTHING,
          event.path("id").asText("").hashCode(),
          EventType.named(event.path("type").asText("HEARTBEAT")).orElseThrow(),
          state(event.path("sta").asText("")),
          event.path("business").asBoolean(),
          true,
          amounts,
          TAGS);
    }

    private static PlayerState state(String sta) {
      return switch (sta) {
        case "d" -> PlayerState.PRELOADING;
        case "s" -> PlayerState.STARTING;
        case "p" -> PlayerState.PLAYING;
        case "r" -> PlayerState.STALLED;
        case "k", "w" -> PlayerState.SEEKING;
        case "a" -> PlayerState.PAUSED;
        case "e" -> PlayerState.ENDED;
        case "f" -> PlayerState.FAILED;
        case "q" -> PlayerState.QUIT;
        default -> null;
      };
    }
  }

  /** Adds up whatever it hears, and integrates it by the millisecond when asked. */
  private static final class Cohort implements PlaySink {

    private final Map<PlayLevel, SortedMap<Long, Long>> levels = new HashMap<>();
    private final Map<String, SortedMap<Long, Long>> counts = new HashMap<>();

    @Override
    public void level(Tags tags, PlayLevel level, long from, long change) {
      levels.computeIfAbsent(level, unused -> new TreeMap<>()).merge(from, change, Long::sum);
    }

    @Override
    public void count(Tags tags, PlayCount count, long at, long n) {
      count(count.name(), at, n);
    }

    @Override
    public void startup(Tags tags, long at, long ms, int n) {
      count("startup_ms", at, n * ms);
      count(PlayCount.STARTUPS.name(), at, n);
    }

    private void count(String count, long at, long n) {
      counts.computeIfAbsent(count, unused -> new TreeMap<>()).merge(at, n, Long::sum);
    }

    /** The ends of all windows in which there may be something. */
    List<Long> windowEnds() {
      long from = Long.MAX_VALUE;
      long to = Long.MIN_VALUE;
      for (SortedMap<Long, Long> changes :
          Stream.concat(levels.values().stream(), counts.values().stream()).toList()) {
        from = Math.min(from, changes.firstKey());
        to = Math.max(to, changes.lastKey());
      }
      List<Long> ends = new ArrayList<>();
      for (long end = Math.floorDiv(from, SLIDE) * SLIDE; end <= to + WINDOW; end += SLIDE) {
        ends.add(end);
      }
      return ends;
    }

    double of(String field, long windowEnd) {
      long start = windowEnd - WINDOW;
      if (LEVELS.containsKey(field)) {
        long sum = 0;
        for (Map.Entry<Long, Long> change :
            levels.getOrDefault(LEVELS.get(field), new TreeMap<>()).entrySet()) {
          long lasts = windowEnd - Math.max(change.getKey(), start);
          sum += Math.max(lasts, 0) * change.getValue();
        }
        return sum;
      }
      String count = COUNTS.containsKey(field) ? COUNTS.get(field).name() : field;
      return counts.getOrDefault(count, new TreeMap<>()).subMap(start, windowEnd).values().stream()
          .mapToLong(Long::longValue)
          .sum();
    }
  }

  private static JsonNode read() {
    try (InputStream file = PlayVectorsTest.class.getResourceAsStream("vectors.json")) {
      return new ObjectMapper().readTree(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
