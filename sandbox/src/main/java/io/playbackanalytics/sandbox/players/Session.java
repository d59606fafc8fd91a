package io.playbackanalytics.sandbox.players;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * One sitting of one person: titles one after the other, each requested, started, then playing,
 * stalled or paused until it ends, is skipped or fails; or until the person closes the tab, of
 * which nothing tells.
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
    STALLED_AND_PAUSED,
    SEEKING,
    PAUSED,
    ENDED
  }

  private static final Duration MIN_HEARTBEAT = Duration.ofSeconds(2);
  private static final Duration MAX_HEARTBEAT = Duration.ofSeconds(4);

  /** In the background timers are slow. */
  private static final int HIDDEN_FACTOR = 2;

  private static final Duration MEAN_PAUSE = Duration.ofSeconds(6);
  private static final Duration MEAN_SEEK = Duration.ofMillis(600);
  private static final Duration MEAN_HIDDEN = Duration.ofSeconds(20);
  private static final Duration SHORTEST_AD = Duration.ofSeconds(6);
  private static final Duration LONGEST_AD = Duration.ofSeconds(16);
  private static final Duration MEAN_GAP = Duration.ofMillis(800);
  private static final double SEARCHES = 0.2;
  private static final double FINDS_NOTHING = 0.15;
  private static final double FAILS_TO_START = 0.01;
  private static final double HAS_AN_AD = 0.5;
  private static final double REPORTS_DECODING = 0.4;
  private static final double PAUSES = 0.015;
  private static final double SEEKS = 0.01;
  private static final double SKIPS = 0.015;
  private static final double FAILS = 0.002;
  private static final double LEAVES = 0.002;
  private static final double HIDES = 0.01;
  private static final double SWITCHES_BITRATE = 0.03;
  private static final double GIVES_UP_STALLED = 0.04;
  private static final double LEAVES_STALLED = 0.04;
  private static final double PAUSES_STALLED = 0.06;
  private static final double WAITS_AFTER_SEEK = 0.6;
  private static final double STAYS_PAUSED = 0.4;
  private static final double GOES_ON = 0.5;
  private static final List<String> KEYWORDS = List.of("jazz", "news", "live", "nina", "focus");
  private static final List<String> KEYWORDS_WITHOUT_HIT =
      List.of("jaz", "newz", "nina simon live", "focsu", "lo fi sleep", "whale song");

  private final String id;
  private final Device device;
  private final Chance chance;
  private Phase phase = Phase.REQUESTED;
  private Title title;
  private Instant nextAt;
  private Instant requestedAt;
  private Instant endsAt;
  private Instant measuredUntil;
  private Instant adUntil;
  private Instant hiddenUntil;
  private int bitrate;
  private Duration played = Duration.ZERO;
  private Duration stalled = Duration.ZERO;
  private int events;

  Session(String id, Device device, Instant requestedAt, Chance chance) {
    this.id = id;
    this.device = device;
    this.chance = chance;
    this.title = Title.draw(chance);
    this.nextAt = requestedAt;
    this.requestedAt = requestedAt;
    this.endsAt = requestedAt;
    this.measuredUntil = requestedAt;
    this.adUntil = requestedAt;
    this.hiddenUntil = requestedAt;
    this.bitrate = chance.upTo(device.app().bitratesKbps().size());
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
      case STALLED_AND_PAUSED -> resumeStalled(out);
      case SEEKING -> leaveSeek(out);
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
      out.accept(search());
    }
    requestedAt = nextAt;
    adUntil = nextAt;
    out.accept(withTitle(event("PLAY_REQUEST", "starting")));
    enter(Phase.STARTING, chance.around(device.network().meanStartup()));
  }

  private ObjectNode search() {
    ObjectNode search = event("SEARCH");
    if (chance.happens(FINDS_NOTHING)) {
      return search.put("query_keyword", chance.oneOf(KEYWORDS_WITHOUT_HIT)).put("is_hit", false);
    }
    return search
        .put("query_keyword", chance.oneOf(KEYWORDS))
        .put("hit_rank", 1 + chance.upTo(10))
        .put("is_hit", true);
  }

  private void start(Consumer<ObjectNode> out) {
    if (chance.happens(FAILS_TO_START)) {
      out.accept(event("PLAY_ERROR", "failed").put("error_code", code(ErrorCode.OF_STARTS)));
      goOnOrLeave();
      return;
    }
    if (device.habits().showsAds() && chance.happens(HAS_AN_AD)) {
      adUntil = nextAt.plus(chance.between(SHORTEST_AD, LONGEST_AD));
    }
    out.accept(
        withQuality(withTitle(event("PLAY_START", "playing")))
            .put("startup_ms", Duration.between(requestedAt, nextAt).toMillis()));
    endsAt = nextAt.plus(chance.around(device.app().meanPlay()));
    keepPlaying();
  }

  private void play(Consumer<ObjectNode> out) {
    if (chance.happens(REPORTS_DECODING)) {
      out.accept(decoding());
    }
    if (!nextAt.isBefore(endsAt)) {
      out.accept(report("PLAY_END", "ended"));
      goOnOrLeave();
    } else if (chance.happens(LEAVES)) {
      end();
    } else if (chance.happens(device.stallProbability())) {
      out.accept(report("BUFFER_START", "stalled"));
      enter(Phase.STALLED, chance.around(device.network().meanStall()));
    } else if (chance.happens(PAUSES)) {
      out.accept(report("PAUSE", "paused"));
      enter(Phase.PAUSED, chance.around(MEAN_PAUSE));
    } else if (chance.happens(SKIPS)) {
      out.accept(report("SKIP", "playing"));
      requestNext(Duration.ofMillis(1));
    } else if (chance.happens(FAILS)) {
      out.accept(report("PLAY_ERROR", "failed").put("error_code", code(ErrorCode.OF_PLAYS)));
      goOnOrLeave();
    } else if (chance.happens(SEEKS)) {
      seek(out);
    } else {
      out.accept(heartbeat());
      keepPlaying();
    }
  }

  private ObjectNode heartbeat() {
    if (!hiddenUntil.isAfter(nextAt) && chance.happens(HIDES)) {
      hiddenUntil = nextAt.plus(chance.around(MEAN_HIDDEN));
    }
    if (chance.happens(SWITCHES_BITRATE)) {
      bitrate = chance.upTo(device.app().bitratesKbps().size());
    }
    return withQuality(report("HEARTBEAT", "playing"));
  }

  private void seek(Consumer<ObjectNode> out) {
    if (chance.happens(WAITS_AFTER_SEEK)) {
      out.accept(report("SEEK", "seeking"));
      out.accept(event("BUFFER_START", "seeking"));
      enter(Phase.SEEKING, chance.around(MEAN_SEEK));
    } else {
      out.accept(report("SEEK", "playing"));
      keepPlaying();
    }
  }

  private void leaveSeek(Consumer<ObjectNode> out) {
    out.accept(event("BUFFER_END", "playing"));
    keepPlaying();
  }

  private void leaveStall(Consumer<ObjectNode> out) {
    if (chance.happens(LEAVES_STALLED)) {
      end();
    } else if (chance.happens(PAUSES_STALLED)) {
      out.accept(report("PAUSE", "paused"));
      enter(Phase.STALLED_AND_PAUSED, chance.around(MEAN_PAUSE));
    } else if (chance.happens(GIVES_UP_STALLED)) {
      out.accept(report("PLAY_END", "quit"));
      end();
    } else {
      out.accept(report("BUFFER_END", "playing"));
      keepPlaying();
    }
  }

  private void resumeStalled(Consumer<ObjectNode> out) {
    out.accept(event("RESUME", "stalled"));
    enter(Phase.STALLED, chance.around(device.network().meanStall()));
  }

  private void leavePause(Consumer<ObjectNode> out) {
    if (chance.happens(STAYS_PAUSED)) {
      out.accept(event("SESSION_ACTIVE", "paused"));
      enter(Phase.PAUSED, chance.around(MEAN_PAUSE));
    } else {
      out.accept(event("RESUME", "playing"));
      keepPlaying();
    }
  }

  private void keepPlaying() {
    Duration rest = chance.between(MIN_HEARTBEAT, MAX_HEARTBEAT);
    enter(Phase.PLAYING, hiddenUntil.isAfter(nextAt) ? rest.multipliedBy(HIDDEN_FACTOR) : rest);
  }

  private void goOnOrLeave() {
    if (chance.happens(GOES_ON)) {
      requestNext(chance.around(MEAN_GAP));
    } else {
      end();
    }
  }

  private void requestNext(Duration after) {
    title = Title.draw(chance);
    enter(Phase.REQUESTED, after);
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

  private ObjectNode withTitle(ObjectNode event) {
    return event.put("artist_id", title.artist()).put("album_id", title.album());
  }

  private ObjectNode withQuality(ObjectNode event) {
    return event.put("bitrate_kbps", device.app().bitratesKbps().get(bitrate));
  }

  /** An event that carries, and so uses up, the time measured since the last report. */
  private ObjectNode report(String type, String state) {
    ObjectNode event =
        event(type, state).put("play_ms", played.toMillis()).put("buffer_ms", stalled.toMillis());
    played = Duration.ZERO;
    stalled = Duration.ZERO;
    return event;
  }

  /** An event after which the player is in a state, of which it may tell. */
  private ObjectNode event(String type, String state) {
    ObjectNode event = event(type).put("track_id", title.track());
    if (device.habits().saysStates()) {
      event.put("player_state", state);
    }
    return event;
  }

  private ObjectNode event(String type) {
    ObjectNode event = EventJson.event(type, nextAt, device, id, ++events);
    if (device.habits().saysVisibility()) {
      event.put("hidden", hiddenUntil.isAfter(nextAt));
    }
    if (device.habits().showsAds()) {
      event.put("ad", adUntil.isAfter(nextAt));
    }
    return event;
  }
}
