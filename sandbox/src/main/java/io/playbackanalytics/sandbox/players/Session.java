package io.playbackanalytics.sandbox.players;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * One title played by one person: requested, started, then playing, stalled or paused until it
 * ends.
 *
 * <p>Rendered and stalled time are measured between the session's own events, so that {@code
 * play_ms + buffer_ms} of a report is never more than the time since the report before.
 */
final class Session {

  private enum Phase {
    REQUESTED,
    STARTING,
    PLAYING,
    STALLED,
    PAUSED,
    ENDED
  }

  private static final Duration MIN_HEARTBEAT = Duration.ofSeconds(2);
  private static final Duration MAX_HEARTBEAT = Duration.ofSeconds(4);
  private static final Duration MEAN_PAUSE = Duration.ofSeconds(6);
  private static final double SEARCHES = 0.2;
  private static final double FAILS_TO_START = 0.01;
  private static final double REPORTS_DECODING = 0.4;
  private static final double PAUSES = 0.015;
  private static final double SEEKS = 0.01;
  private static final double SKIPS = 0.015;
  private static final double FAILS = 0.002;
  private static final double GIVES_UP_STALLED = 0.08;
  private static final double STAYS_PAUSED = 0.4;
  private static final List<String> KEYWORDS = List.of("jazz", "news", "live", "nina", "focus");

  private final String id;
  private final Device device;
  private final Chance chance;
  private Phase phase = Phase.REQUESTED;
  private Instant nextAt;
  private Instant requestedAt;
  private Instant endsAt;
  private Instant measuredUntil;
  private Duration played = Duration.ZERO;
  private Duration stalled = Duration.ZERO;
  private int events;

  Session(String id, Device device, Instant requestedAt, Chance chance) {
    this.id = id;
    this.device = device;
    this.chance = chance;
    this.nextAt = requestedAt;
    this.requestedAt = requestedAt;
    this.endsAt = requestedAt;
    this.measuredUntil = requestedAt;
  }

  String id() {
    return id;
  }

  /** When something happens next; the last time that something happened once it has ended. */
  Instant nextAt() {
    return nextAt;
  }

  boolean ended() {
    return phase == Phase.ENDED;
  }

  /** Does what is due at {@link #nextAt()}. */
  void act(Consumer<ObjectNode> out) {
    measure();
    switch (phase) {
      case REQUESTED -> request(out);
      case STARTING -> start(out);
      case PLAYING -> play(out);
      case STALLED -> leaveStall(out);
      case PAUSED -> leavePause(out);
      case ENDED -> throw new IllegalStateException("Session " + id + " has ended");
    }
  }

  private void measure() {
    Duration since = Duration.between(measuredUntil, nextAt);
    if (phase == Phase.PLAYING) {
      played = played.plus(since);
    } else if (phase == Phase.STALLED) {
      stalled = stalled.plus(since);
    }
    measuredUntil = nextAt;
  }

  private void request(Consumer<ObjectNode> out) {
    if (chance.happens(SEARCHES)) {
      out.accept(
          event("SEARCH")
              .put("query_keyword", chance.oneOf(KEYWORDS))
              .put("hit_rank", 1 + chance.upTo(10))
              .put("is_hit", true));
    }
    out.accept(event("PLAY_REQUEST"));
    requestedAt = nextAt;
    enter(Phase.STARTING, chance.around(device.network().meanStartup()));
  }

  private void start(Consumer<ObjectNode> out) {
    if (chance.happens(FAILS_TO_START)) {
      out.accept(event("PLAY_ERROR").put("error_code", code(ErrorCode.OF_STARTS)));
      end();
      return;
    }
    out.accept(
        event("PLAY_START").put("startup_ms", Duration.between(requestedAt, nextAt).toMillis()));
    endsAt = nextAt.plus(chance.around(device.app().meanPlay()));
    keepPlaying();
  }

  private void play(Consumer<ObjectNode> out) {
    if (chance.happens(REPORTS_DECODING)) {
      out.accept(decoding());
    }
    if (!nextAt.isBefore(endsAt)) {
      out.accept(report("PLAY_END"));
      end();
    } else if (chance.happens(device.stallProbability())) {
      out.accept(report("BUFFER_START"));
      enter(Phase.STALLED, chance.around(device.network().meanStall()));
    } else if (chance.happens(PAUSES)) {
      out.accept(report("PAUSE"));
      enter(Phase.PAUSED, chance.around(MEAN_PAUSE));
    } else if (chance.happens(SKIPS)) {
      out.accept(report("SKIP"));
      end();
    } else if (chance.happens(FAILS)) {
      out.accept(report("PLAY_ERROR").put("error_code", code(ErrorCode.OF_PLAYS)));
      end();
    } else {
      out.accept(report(chance.happens(SEEKS) ? "SEEK" : "HEARTBEAT"));
      keepPlaying();
    }
  }

  private void leaveStall(Consumer<ObjectNode> out) {
    out.accept(report("BUFFER_END"));
    if (chance.happens(GIVES_UP_STALLED)) {
      out.accept(event("PLAY_END"));
      end();
    } else {
      keepPlaying();
    }
  }

  private void leavePause(Consumer<ObjectNode> out) {
    if (chance.happens(STAYS_PAUSED)) {
      out.accept(event("SESSION_ACTIVE"));
      enter(Phase.PAUSED, chance.around(MEAN_PAUSE));
    } else {
      out.accept(event("RESUME"));
      keepPlaying();
    }
  }

  private void keepPlaying() {
    enter(Phase.PLAYING, chance.between(MIN_HEARTBEAT, MAX_HEARTBEAT));
  }

  private void enter(Phase next, Duration actsAfter) {
    phase = next;
    nextAt = nextAt.plus(actsAfter);
  }

  private void end() {
    phase = Phase.ENDED;
  }

  private ObjectNode decoding() {
    if (!device.countsDecodes()) {
      return chance.happens(device.decodeFailureRate())
          ? event("DECODE_FAIL").put("error_code", code(ErrorCode.OF_DECODES))
          : event("DECODE_OK");
    }
    int attempts = 1 + chance.upTo(5);
    int failures = 0;
    for (int attempt = 0; attempt < attempts; attempt++) {
      if (chance.happens(device.decodeFailureRate())) {
        failures++;
      }
    }
    ObjectNode event =
        failures == 0
            ? event("DECODE_OK")
            : event("DECODE_FAIL").put("error_code", code(ErrorCode.OF_DECODES));
    return event.put("decode_attempts", attempts).put("decode_failures", failures);
  }

  private String code(List<ErrorCode> possible) {
    return chance.oneOf(possible, error -> error.weight(device.cdn())).name();
  }

  /** An event that carries, and so uses up, the time measured since the last report. */
  private ObjectNode report(String type) {
    ObjectNode event =
        event(type).put("play_ms", played.toMillis()).put("buffer_ms", stalled.toMillis());
    played = Duration.ZERO;
    stalled = Duration.ZERO;
    return event;
  }

  private ObjectNode event(String type) {
    return EventJson.event(type, nextAt, device, id, ++events);
  }
}
