package io.playbackanalytics.oracle;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Sessions in which anything may follow on anything: half of them say the state of the player with
 * each event, half never. The seed decides all.
 */
public final class RandomPlays {

  private static final int APPS = 5;
  private static final int MOST_EVENTS = 40;

  /** Those that begin or go on come more often, or there would be few plays. */
  private static final List<String> TYPES =
      List.of(
          "PLAY_REQUEST",
          "PLAY_REQUEST",
          "PLAY_START",
          "PLAY_START",
          "PLAY_START",
          "HEARTBEAT",
          "HEARTBEAT",
          "HEARTBEAT",
          "HEARTBEAT",
          "HEARTBEAT",
          "BUFFER_START",
          "BUFFER_START",
          "BUFFER_END",
          "BUFFER_END",
          "PAUSE",
          "RESUME",
          "SEEK",
          "SKIP",
          "PLAY_END",
          "PLAY_ERROR",
          "DECODE_OK",
          "SESSION_ACTIVE");

  private static final List<String> STATES =
      List.of(
          "starting",
          "playing",
          "playing",
          "playing",
          "playing",
          "stalled",
          "seeking",
          "paused",
          "ended",
          "failed",
          "quit");

  private static final List<String> NETWORKS = List.of("wifi", "4g", "5g");
  private static final List<String> SYSTEMS = List.of("Android 14", "iOS 18");
  private static final List<String> CDNS = List.of("fra-1", "iad-1");

  private final Random random;

  /** Prints the seed, so that a failure can be repeated. */
  public RandomPlays(long seed) {
    System.out.println("RandomPlays seed " + seed);
    random = new Random(seed);
  }

  /** The randomness behind them, for the test's own choices. */
  public Random random() {
    return random;
  }

  /** Events of sessions that begin within {@code span} ms, in the order of their times. */
  public List<ObjectNode> events(long start, long span, int count) {
    List<ObjectNode> events = new ArrayList<>();
    for (int session = 0; events.size() < count; session++) {
      addSession("s" + session, start + (long) (random.nextDouble() * span), events);
    }
    events.sort(Comparator.comparingLong(event -> event.get("timestamp").asLong()));
    return events;
  }

  private void addSession(String id, long from, List<ObjectNode> events) {
    boolean saysStates = random.nextBoolean();
    String app = "app-" + random.nextInt(APPS);
    long time = from;
    int count = 1 + random.nextInt(MOST_EVENTS);
    for (int i = 0; i < count; i++) {
      time += 1 + step();
      ObjectNode event =
          JsonNodeFactory.instance
              .objectNode()
              .put("event_type", pick(TYPES))
              .put("app_id", app)
              .put("session_id", id)
              .put("timestamp", time);
      addNumbers(event);
      if (saysStates) {
        event.put("player_state", pick(STATES));
      }
      events.add(event);
    }
  }

  private void addNumbers(ObjectNode event) {
    if (random.nextInt(3) > 0) {
      event.put("play_ms", random.nextInt(10_000));
    }
    if (random.nextInt(4) == 0) {
      event.put("buffer_ms", random.nextInt(900));
    }
    if (random.nextInt(4) == 0) {
      event.put("startup_ms", random.nextInt(3000));
    }
    if (random.nextInt(3) == 0) {
      event.put("bitrate_kbps", 1000 * (1 + random.nextInt(3)));
    }
    if (random.nextInt(5) == 0) {
      event.put("live_latency_ms", 1000 + random.nextInt(5000));
    }
    if (random.nextInt(20) == 0) {
      event.put("ad", random.nextBoolean());
    }
    if (random.nextInt(20) == 0) {
      event.put("hidden", random.nextBoolean());
    }
    if (random.nextInt(4) == 0) {
      event.put("network", pick(NETWORKS));
    }
    if (random.nextInt(4) == 0) {
      event.put("os", pick(SYSTEMS)).put("cdn_node_id", pick(CDNS));
    }
    if (random.nextInt(6) == 0) {
      event.put("error_code", random.nextBoolean() ? "GEO_BLOCKED" : "HTTP_503");
    }
  }

  private long step() {
    return switch (random.nextInt(12)) {
      case 0, 1, 2 -> random.nextInt(1500);
      case 3 -> random.nextInt(60_000);
      case 4 -> random.nextInt(20) == 0 ? random.nextInt(400_000) : random.nextInt(10_000);
      default -> random.nextInt(15_000);
    };
  }

  private String pick(List<String> values) {
    return values.get(random.nextInt(values.size()));
  }

  /** The event as it is sent. */
  public static byte[] bytes(ObjectNode event) {
    return event.toString().getBytes(StandardCharsets.UTF_8);
  }
}
