package io.playbackanalytics.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What plays there should be and what windows should have of them, worked out of all events of each
 * session at once: first what the play was doing from when to when, then what that means. Shares no
 * code with the job. Windows of 5 s every second, by app and by app and network; accounting {@code
 * auto}.
 */
public final class PlayOracle {

  private static final long SIZE = 5000;
  private static final long SLIDE = 1000;
  private static final long SILENCE = 30_000;
  private static final long STALL_CAP = 300_000;
  private static final long PAUSE_CAP = 3_600_000;
  private static final long GRACE = 1000;
  private static final String EVENT_PLAY_MS = "play_ms of events";
  private static final String EVENT_STALL_MS = "stall_ms of events";
  private static final Set<String> BUSINESS = Set.of("GEO_BLOCKED");

  private final Map<String, List<JsonNode>> sessions = new HashMap<>();
  private final Map<BruteForce.Key, Map<String, Long>> windows = new HashMap<>();
  private final Map<BruteForce.Key, List<Long>> startups = new HashMap<>();
  private final List<Play> plays = new ArrayList<>();

  /** From when to when a play was in one state, and all that was known then. */
  private record Span(
      String state,
      long from,
      long to,
      String network,
      boolean ad,
      boolean hidden,
      int kbps,
      int latency) {}

  /** What happened at an instant. */
  private record Instant(String what, long at, String network, long n) {}

  private static final class Play {
    final String app;
    final String session;
    final long openedAt;
    final List<Span> spans = new ArrayList<>();
    final List<Instant> instants = new ArrayList<>();
    boolean byStates;
    boolean attempt;
    @Nullable Long startupMs;
    String outcome = "";
    long closedAt;
    long summedPlay;
    long summedStall;

    Play(String app, String session, long openedAt) {
      this.app = app;
      this.session = session;
      this.openedAt = openedAt;
    }

    /** Of a play that goes by its states or not, the sums as records name them. */
    Map<String, Long> sums() {
      Map<String, Long> sums = new TreeMap<>();
      for (Span span : spans) {
        fields(span, byStates)
            .forEach((field, rate) -> add(sums, field, rate * (span.to - span.from)));
      }
      for (Instant instant : instants) {
        add(sums, instant.what, instant.n);
      }
      if (!byStates) {
        add(sums, "play_ms", summedPlay);
        add(sums, "stall_ms", summedStall);
      }
      sums.values().removeIf(sum -> sum == 0);
      return sums;
    }
  }

  /** What each millisecond of a span adds to which field. */
  private static Map<String, Long> fields(Span span, boolean byStates) {
    Map<String, Long> fields = new HashMap<>();
    boolean plays = span.state.equals("PLAYING") && !span.ad;
    boolean stalls = span.state.equals("STALLED") && !span.ad;
    if (plays && byStates) {
      fields.put("play_ms", 1L);
    }
    if (stalls && byStates) {
      fields.put("stall_ms", 1L);
    }
    if (plays || stalls || span.state.equals("SEEK_WAIT")) {
      fields.put("concurrent_ms", 1L);
    }
    if (plays && span.hidden) {
      fields.put("hidden_play_ms", 1L);
    }
    if (plays && span.kbps >= 0) {
      fields.put("bitrate_known_ms", 1L);
      fields.put("rendered_bits", (long) span.kbps);
    }
    if (plays && span.latency >= 0) {
      fields.put("live_latency_known_ms", 1L);
      fields.put("live_latency_ms2", (long) span.latency);
    }
    switch (span.state) {
      case "STARTING" -> fields.put("starting_ms", 1L);
      case "SEEK_WAIT" -> fields.put("seek_wait_ms", 1L);
      case "PAUSED" -> fields.put("pause_ms", 1L);
      case "PLAYING" -> {
        if (span.ad) {
          fields.put("ad_play_ms", 1L);
        }
      }
      default -> {
        if (span.ad) {
          fields.put("ad_stall_ms", 1L);
        }
      }
    }
    return fields;
  }

  private static void add(Map<String, Long> sums, String field, long amount) {
    sums.merge(field, amount, Long::sum);
  }

  /** Adds a valid event; those of a session are of different times. */
  public void add(JsonNode event) {
    sessions
        .computeIfAbsent(
            event.get("app_id").asText() + "|" + event.get("session_id").asText(),
            key -> new ArrayList<>())
        .add(event);
  }

  /** Works it out, once all events are there. */
  public void workOut() {
    for (List<JsonNode> events : sessions.values()) {
      events.sort(Comparator.comparingLong(PlayOracle::time));
      plays.addAll(new Story(events).tell());
    }
    for (Play play : plays) {
      for (Span span : play.spans) {
        fields(span, play.byStates).forEach((field, rate) -> addSpan(play.app, span, field, rate));
      }
      for (Instant instant : play.instants) {
        addInstant(play.app, instant.network, instant.at, instant.what, instant.n);
      }
      if (play.startupMs != null) {
        Instant start =
            play.instants.stream().filter(i -> i.what.equals("startups")).findFirst().orElseThrow();
        addInstant(play.app, start.network, start.at, "startup_ms", play.startupMs);
        addStartup(play.app, start, play.startupMs);
      }
    }
  }

  private void addSpan(String app, Span span, String field, long rate) {
    for (long end = Math.floorDiv(span.from, SLIDE) * SLIDE; end - SIZE < span.to; end += SLIDE) {
      long lasts = Math.min(span.to, end) - Math.max(span.from, end - SIZE);
      if (lasts > 0) {
        addTo(app, span.network, end, field, rate * lasts);
      }
    }
  }

  private void addStartup(String app, Instant start, long ms) {
    long first = Math.floorDiv(start.at, SLIDE) * SLIDE + SLIDE;
    for (long end = first; end - SIZE <= start.at; end += SLIDE) {
      for (String cohort : List.of("app=" + app, "app=" + app + ",network=" + start.network)) {
        startups.computeIfAbsent(new BruteForce.Key(cohort, end), key -> new ArrayList<>()).add(ms);
      }
    }
  }

  private void addInstant(String app, String network, long at, String field, long n) {
    for (long end = Math.floorDiv(at, SLIDE) * SLIDE + SLIDE; end - SIZE <= at; end += SLIDE) {
      addTo(app, network, end, field, n);
    }
  }

  private void addTo(String app, String network, long end, String field, long n) {
    for (String cohort : List.of("app=" + app, "app=" + app + ",network=" + network)) {
      add(
          windows.computeIfAbsent(new BruteForce.Key(cohort, end), key -> new TreeMap<>()),
          field,
          n);
    }
  }

  private static long time(JsonNode event) {
    return event.get("timestamp").asLong();
  }

  /** What the player summed up itself, and the play that it reported in. */
  private record Delta(Play play, JsonNode event) {

    void tell() {
      long played = event.path("play_ms").asLong();
      long stalled = event.path("buffer_ms").asLong();
      play.summedPlay += played;
      play.summedStall += stalled;
      if (play.byStates) {
        // Windows have it of the event, in the cohort of what the event says itself.
        String own = event.path("network").asText("unknown");
        play.instants.add(new Instant(EVENT_PLAY_MS, time(event), own, -played));
        play.instants.add(new Instant(EVENT_STALL_MS, time(event), own, -stalled));
      }
    }
  }

  /** All that happened in a session, told from its first event to its last. */
  private static final class Story {

    private final List<JsonNode> events;
    private final List<Play> told = new ArrayList<>();
    private final List<Delta> deltas = new ArrayList<>();

    private String network = "unknown";
    private boolean hidden;
    private boolean ad;

    /** How the last play was closed: empty, said, or what it was doing when it fell silent. */
    private String lastClosing = "";

    private @Nullable Play play;
    private boolean started;
    private boolean paused;
    private boolean buffering;
    private boolean seeking;
    private boolean soughtInPause;
    private boolean stallSeen;
    private boolean adStallSeen;
    private boolean seekWaitSeen;
    private int kbps;
    private int latency;
    private long heard;
    private long since;
    private long stateSince;
    private String state = "";
    private String shownNetwork = "unknown";
    private boolean shownAd;
    private boolean shownHidden;
    private int shownKbps;
    private int shownLatency;

    Story(List<JsonNode> events) {
      this.events = events;
    }

    List<Play> tell() {
      for (int i = 0; i < events.size(); i++) {
        endBefore(time(events.get(i)));
        take(i);
      }
      endBefore(Long.MAX_VALUE);
      deltas.forEach(Delta::tell);
      return told;
    }

    private Play now() {
      return Objects.requireNonNull(play);
    }

    private void endBefore(long time) {
      if (play == null) {
        return;
      }
      long cap =
          switch (state) {
            case "STALLED" -> stateSince + STALL_CAP;
            case "PAUSED" -> stateSince + PAUSE_CAP;
            default -> Long.MAX_VALUE;
          };
      long silent = heard + SILENCE;
      if (cap <= Math.min(time, silent)) {
        close(
            state.equals("STALLED") ? "abandoned_in_stall" : "abandoned", cap, cap, state + " cap");
      } else if (silent < time && cap > silent) {
        close(
            state.equals("STALLED") ? "abandoned_in_stall" : "abandoned",
            heard,
            silent,
            state + " silent");
      }
    }

    private void close(String reason, long at, long known, String how) {
      boolean isError =
          Set.of("startup_failure", "playback_failure", "business_exception").contains(reason);
      String outcome = started || isError ? reason : "exit_before_start";
      show(at, "");
      switch (outcome) {
        case "abandoned_in_stall" -> {
          happen("abandoned", known, 1);
          happen("abandoned_in_stall", known, 1);
        }
        case "exit_before_start" -> happen("exits_before_start", known, 1);
        case "startup_failure" -> happen("startup_failures", known, 1);
        case "playback_failure" -> happen("playback_failures", known, 1);
        case "business_exception" -> happen("business_exceptions", known, 1);
        default -> happen(outcome, known, 1);
      }
      now().outcome = outcome;
      now().closedAt = at;
      play = null;
      lastClosing = how;
    }

    private void happen(String what, long at, long n) {
      now().instants.add(new Instant(what, at, network, n));
    }

    /** What went on up to then is a span. */
    private void show(long time, String next) {
      if (!state.isEmpty() && time > since) {
        now()
            .spans
            .add(
                new Span(
                    state,
                    since,
                    time,
                    shownNetwork,
                    shownAd,
                    shownHidden,
                    shownKbps,
                    shownLatency));
      }
      if (!next.equals(state)) {
        stateSince = time;
      }
      since = time;
      state = next;
      shownNetwork = network;
      shownAd = ad;
      shownHidden = hidden;
      shownKbps = kbps;
      shownLatency = latency;
    }

    private void take(int at) {
      JsonNode event = events.get(at);
      long time = time(event);
      String act = act(event);
      Play reporting = play;
      if (play != null && (act.equals("request") || (act.equals("state starting") && started))) {
        close("replaced", time, time, "said");
      }
      network = event.path("network").asText(network);
      if (play == null) {
        boolean resumes =
            Set.of("start", "playing", "buffer", "resume", "seek", "seeking").contains(act)
                || (act.equals("stalled") && !lastClosing.equals("STALLED cap"))
                || (act.equals("buffer end")
                    && Set.of("STALLED silent", "STALLED cap").contains(lastClosing))
                || (act.equals("alive")
                    && Set.of("PLAYING silent", "SEEK_WAIT silent", "STALLED silent")
                        .contains(lastClosing));
        if (resumes || act.equals("request") || act.equals("state starting")) {
          open(time);
          started = resumes;
          if (!resumes) {
            now().attempt = true;
            happen("attempts", time, 1);
          }
        }
      }
      reporting = reporting == null ? play : reporting;
      if (reporting != null) {
        deltas.add(new Delta(reporting, event));
      }
      heard = time;
      if (play != null) {
        act(at, act, event);
      }
      hidden = event.path("hidden").asBoolean(hidden);
      ad = event.path("ad").asBoolean(ad);
      if (play != null) {
        int bitrate = event.path("bitrate_kbps").asInt(-1);
        if (bitrate >= 0) {
          if (kbps >= 0 && kbps != bitrate) {
            happen("bitrate_switches", time, 1);
          }
          kbps = bitrate;
        }
        latency = event.path("live_latency_ms").asInt(latency);
        now().byStates |= event.has("player_state");
        String next =
            paused
                ? "PAUSED"
                : !started ? "STARTING" : seeking ? "SEEK_WAIT" : buffering ? "STALLED" : "PLAYING";
        if (next.equals("STALLED") && !ad && !stallSeen) {
          stallSeen = true;
          happen("stalls", time, 1);
        } else if (next.equals("STALLED") && ad && !adStallSeen) {
          adStallSeen = true;
          happen("ad_stalls", time, 1);
        } else if (next.equals("SEEK_WAIT") && !seekWaitSeen) {
          seekWaitSeen = true;
          happen("seek_waits", time, 1);
        }
        show(time, next);
      }
    }

    private void open(long time) {
      play =
          new Play(
              events.get(0).get("app_id").asText(), events.get(0).get("session_id").asText(), time);
      told.add(play);
      started = false;
      paused = false;
      calm();
      kbps = -1;
      latency = -1;
      state = "";
      since = time;
      happen("plays", time, 1);
    }

    private void calm() {
      buffering = false;
      seeking = false;
      stallSeen = false;
      adStallSeen = false;
      seekWaitSeen = false;
      if (!paused) {
        soughtInPause = false;
      }
    }

    private void act(int at, String act, JsonNode event) {
      long time = time(event);
      boolean isSeek =
          event.get("event_type").asText().equals("SEEK") || (act.equals("seeking") && !seeking);
      if (isSeek && started) {
        happen("seeks", time, 1);
      }
      switch (act) {
        case "start", "playing" -> start(event);
        case "buffer" -> {
          buffering = true;
          seeking |= soughtInPause;
        }
        case "stalled" -> {
          paused = false;
          buffering |= started && !seeking;
        }
        case "buffer end" -> calm();
        case "pause" -> paused = true;
        case "resume" -> {
          paused = false;
          soughtInPause = false;
        }
        case "seek" -> {
          if (started) {
            soughtInPause |= paused;
            seeking |= buffering || (!paused && willWait(at));
          }
        }
        case "seeking" -> seeking = started;
        case "end" -> close("ended", time, time, "said");
        case "quit" -> close("quit", time, time, "said");
        case "fail" -> {
          boolean business = BUSINESS.contains(event.path("error_code").asText(""));
          close(
              business ? "business_exception" : started ? "playback_failure" : "startup_failure",
              time,
              time,
              "said");
        }
        default -> {
          // A sign of life.
        }
      }
    }

    private void start(JsonNode event) {
      long time = time(event);
      Optional<Long> said =
          event.has("startup_ms")
              ? Optional.of(event.get("startup_ms").asLong())
              : Optional.empty();
      Play current = now();
      boolean lostRequest =
          started && current.openedAt == time && !current.attempt && said.isPresent();
      if (lostRequest) {
        current.attempt = true;
        happen("attempts", time, 1);
      }
      if (!started || lostRequest) {
        long waited =
            current.spans.stream()
                    .filter(span -> span.state.equals("STARTING"))
                    .mapToLong(span -> span.to - span.from)
                    .sum()
                + (state.equals("STARTING") ? time - since : 0);
        current.startupMs = said.orElse(waited);
        happen("startups", time, 1);
      }
      started = true;
      paused = false;
      calm();
    }

    /** Whether data runs out within a second of the last of the seeks that follow each other. */
    private boolean willWait(int from) {
      long sought = time(events.get(from));
      for (int i = from + 1; i < events.size() && time(events.get(i)) - sought <= GRACE; i++) {
        String act = act(events.get(i));
        if (act.equals("buffer")) {
          return true;
        } else if (act.equals("seek")) {
          sought = time(events.get(i));
        } else if (!Set.of("pause", "resume", "alive", "aside").contains(act)) {
          return false;
        }
      }
      return false;
    }

    private static String act(JsonNode event) {
      String type = event.get("event_type").asText();
      String said = event.path("player_state").asText("");
      if (said.isEmpty() || Set.of("PLAY_REQUEST", "PLAY_END", "PLAY_ERROR").contains(type)) {
        return ofType(type);
      }
      return switch (said) {
        case "starting" -> type.equals("HEARTBEAT") ? "state starting" : ofType(type);
        case "paused" -> "pause";
        case "ended" -> "end";
        case "failed" -> "fail";
        default -> said;
      };
    }

    private static String ofType(String type) {
      return switch (type) {
        case "PLAY_REQUEST" -> "request";
        case "PLAY_START" -> "start";
        case "BUFFER_START" -> "buffer";
        case "BUFFER_END" -> "buffer end";
        case "PAUSE" -> "pause";
        case "RESUME" -> "resume";
        case "SEEK" -> "seek";
        case "PLAY_END" -> "end";
        case "PLAY_ERROR" -> "fail";
        case "HEARTBEAT" -> "alive";
        default -> "aside";
      };
    }
  }

  /** How many plays there are. */
  public int size() {
    return plays.size();
  }

  /** What is not as it should be in the ledger, a line for each fault. */
  public List<String> wrongPlays(List<JsonNode> ledger) {
    Map<String, JsonNode> found = new LinkedHashMap<>();
    List<String> faults = new ArrayList<>();
    for (JsonNode play : ledger) {
      JsonNode before =
          found.put(
              name(
                  play.get("app_id").asText(),
                  play.get("session_id").asText(),
                  play.get("opened_at").asLong(),
                  play.get("closed_at").asLong()),
              play);
      if (before != null && !before.equals(play)) {
        faults.add("another than before: " + play);
      }
    }
    for (Play play : plays) {
      JsonNode record = found.remove(name(play.app, play.session, play.openedAt, play.closedAt));
      if (record == null) {
        faults.add("missing: " + name(play.app, play.session, play.openedAt, play.closedAt));
      } else {
        faults.addAll(differences(play, record));
      }
    }
    found.forEach((name, play) -> faults.add("too much: " + play));
    return faults;
  }

  private static String name(String app, String session, long opened, long closed) {
    return app + "|" + session + " " + opened + " to " + closed;
  }

  private static List<String> differences(Play play, JsonNode record) {
    List<String> faults = new ArrayList<>();
    String name = name(play.app, play.session, play.openedAt, play.closedAt);
    if (!record.get("outcome").asText().equals(play.outcome)) {
      faults.add(name + ": outcome " + record.get("outcome") + ", not " + play.outcome);
    }
    Map<String, Long> right = play.sums();
    right.remove(EVENT_PLAY_MS);
    right.remove(EVENT_STALL_MS);
    if (play.startupMs != null && play.startupMs > 0) {
      right.put("startup_ms", play.startupMs);
    }
    Map<String, Long> found = new TreeMap<>();
    for (Map.Entry<String, JsonNode> field : record.properties()) {
      boolean isSum = field.getValue().isIntegralNumber() && !field.getKey().endsWith("_at");
      if (isSum && field.getValue().asLong() != 0) {
        found.put(field.getKey(), field.getValue().asLong());
      }
    }
    if (!found.equals(right)) {
      faults.add(name + ": " + found + ", not " + right);
    }
    return faults;
  }

  /** What is not as it should be in the records that count, a line for each fault. */
  public List<String> wrongWindows(
      PublishedQuality published, Map<BruteForce.Key, BruteForce.Sums> ofEvents) {
    List<String> faults = new ArrayList<>();
    Set<BruteForce.Key> keys = new HashSet<>(windows.keySet());
    keys.addAll(published.records().keySet());
    for (BruteForce.Key key : keys) {
      Map<String, Long> right = new TreeMap<>(windows.getOrDefault(key, Map.of()));
      BruteForce.Sums sums = ofEvents.get(key);
      add(right, "play_ms", (sums == null ? 0 : sums.playMs()) + remove(EVENT_PLAY_MS, right));
      add(right, "stall_ms", (sums == null ? 0 : sums.stallMs()) + remove(EVENT_STALL_MS, right));
      right.values().removeIf(amount -> amount == 0);
      Map<String, Long> found = new TreeMap<>();
      Optional<JsonNode> last =
          published.records().getOrDefault(key, List.of()).stream()
              .max(Comparator.comparingLong(record -> record.get("revision").asLong()));
      last.ifPresent(record -> found.putAll(amounts(record)));
      last.map(record -> record.get("startup_ms"))
          .filter(record -> !isRight(startups.getOrDefault(key, List.of()), record))
          .ifPresent(record -> faults.add(key + ": " + record));
      if (!found.equals(right)) {
        faults.add(key + ": " + found + ", not " + right);
      }
    }
    return faults;
  }

  /** Percentiles by nearest rank, within 5 %. */
  private static boolean isRight(List<Long> numbers, JsonNode record) {
    List<Long> sorted = numbers.stream().sorted().toList();
    if (record.get("count").asLong() != sorted.size()) {
      return false;
    }
    for (int percent : new int[] {50, 95, 99}) {
      JsonNode percentile = record.get("p" + percent);
      if (sorted.isEmpty()) {
        if (!percentile.isNull()) {
          return false;
        }
      } else {
        long exact = sorted.get((sorted.size() * percent + 99) / 100 - 1);
        if (!percentile.isNumber() || Math.abs(percentile.asLong() - exact) > 0.05 * exact) {
          return false;
        }
      }
    }
    return true;
  }

  private static long remove(String field, Map<String, Long> from) {
    Long amount = from.remove(field);
    return amount == null ? 0 : amount;
  }

  private static Map<String, Long> amounts(JsonNode record) {
    Set<String> others =
        Set.of(
            "window_start",
            "window_end",
            "revision",
            "events",
            "decode_attempts",
            "decode_failures",
            "sessions",
            "users",
            "dropped_frames");
    Map<String, Long> amounts = new TreeMap<>();
    for (Map.Entry<String, JsonNode> field : record.properties()) {
      JsonNode value =
          field.getKey().equals("startup_ms") ? field.getValue().get("sum") : field.getValue();
      if (value.isIntegralNumber() && !others.contains(field.getKey()) && value.asLong() != 0) {
        amounts.put(field.getKey(), value.asLong());
      }
    }
    return amounts;
  }
}
