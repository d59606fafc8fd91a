package io.playbackanalytics.benchmark.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.playbackanalytics.benchmark.gate.Sums;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What players send: one event after the other as compact JSON, all valid, the same for the same
 * recipe. Sums up what it makes. Not thread-safe.
 *
 * <p>Records arrive at the rate of the recipe from a fixed instant on; each event happened up to
 * 1.5 s before, so that it is never late for who waits 2 s. All say on which OS, network and CDN
 * node the player is, but for one in 2,000 without any dimension. What is sent most often is kept
 * short: heartbeats leave the user out, and only what starts or ends a play, and searches, describe
 * the player further.
 */
public final class EventGenerator {

  /** Changes whenever the same recipe makes other bytes. */
  public static final int VERSION = 1;

  /** Arrival time of the first record. */
  public static final Instant START = Instant.parse("2025-01-01T00:00:00Z");

  /** How long after it happened an event arrives at most. */
  public static final Duration MAX_DELAY = Duration.ofMillis(1500);

  private static final int EVENTS_PER_SESSION = 64;
  private static final int HEARTBEAT_MS = 10_000;

  private static final List<byte[]> KEYWORDS =
      List.of(
          utf8("lo-fi beats"),
          utf8("taylor"),
          utf8("björk"),
          utf8("海阔天空"),
          utf8("夜に駆ける"),
          utf8("Мумий Тролль"),
          utf8("say \\\"yes\\\""),
          utf8("AC\\/DC"),
          utf8("80s 🎸"));

  private static final byte[] EVENT_ID = utf8(",\"event_id\":\"");
  private static final byte[] TIMESTAMP = utf8("\",\"timestamp\":");
  private static final byte[] TRACK_ID = utf8(",\"track_id\":\"t");
  private static final byte[] PLAY_MS = utf8(",\"play_ms\":");
  private static final byte[] BUFFER_MS = utf8(",\"buffer_ms\":");
  private static final byte[] DECODE_ATTEMPTS = utf8(",\"decode_attempts\":");
  private static final byte[] DECODE_FAILURES = utf8(",\"decode_failures\":");
  private static final byte[] STARTUP_MS = utf8(",\"startup_ms\":");
  private static final byte[] ERROR_CODE = utf8(",\"error_code\":\"E");
  private static final byte[] QUERY_KEYWORD = utf8(",\"query_keyword\":\"");
  private static final byte[] HIT_RANK = utf8("\",\"hit_rank\":");
  private static final byte[] IS_HIT = utf8(",\"is_hit\":true");
  private static final byte[] IS_NO_HIT = utf8("\",\"is_hit\":false");
  private static final byte[] EXT_INFO = utf8(",\"ext_info\":{\"ab\":{\"group\":\"b\",\"arm\":");
  private static final byte[] EXT_INFO_END = utf8("},\"tags\":[\"hdr\",\"gapless\"]}");

  private final RandomBits random;
  private final Optional<Variety> variety;
  private final int eventsPerSecond;
  private final double[] appShares;
  private final Session[] sessions;
  private final Kind[] kinds = Kind.thousand();
  private final Map<Kind, byte[]> beginnings = new EnumMap<>(Kind.class);
  private final JsonBytes json = new JsonBytes();
  private long made;
  private byte[] key = new byte[0];
  private byte[] value = new byte[0];
  private long bytes;
  private long decodeAttempts;
  private long decodeFailures;
  private long playMs;
  private long stallMs;

  public EventGenerator(TopicRecipe recipe) {
    random = new RandomBits(recipe.seed());
    variety =
        recipe.varied()
            ? Optional.of(new Variety(new RandomBits(~recipe.seed())))
            : Optional.empty();
    eventsPerSecond = recipe.eventsPerSecond();
    sessions = new Session[recipe.sessions()];
    appShares = recipe.traffic().cumulative(recipe.apps());
    for (Kind kind : Kind.values()) {
      beginnings.put(kind, utf8("{\"event_type\":\"" + kind + "\","));
    }
  }

  /** Makes the next event. */
  public void next() {
    Session session = session();
    Kind kind = kinds[random.below(kinds.length)];
    json.clear();
    json.add(beginnings.get(kind)).add(session.head());
    json.add(EVENT_ID).addUuid(random.next(), random.next());
    long happened = arrival() - random.below((int) MAX_DELAY.toMillis() + 1);
    json.add(TIMESTAMP).add(happened);
    if (kind != Kind.HEARTBEAT) {
      json.add(session.user());
    }
    json.add(TRACK_ID).add(1_000_000 + random.below(1_000_000)).add('"');
    addDetails(kind);
    if (random.below(50) == 0) {
      json.add(EXT_INFO).add(random.below(100)).add(EXT_INFO_END);
    }
    if (!random.oneIn(2000)) {
      json.add(session.place());
      if (kind.describesPlayer()) {
        json.add(session.player());
      }
    }
    json.add('}');
    key = session.key();
    byte[] uniform = json.copy();
    value = variety.map(v -> v.of(uniform)).orElse(uniform);
    bytes += value.length;
    made++;
  }

  /** The record's key: the session's id. */
  public byte[] key() {
    return key;
  }

  /** The event as JSON, an array of its own. */
  public byte[] value() {
    return value;
  }

  /** When the last event arrived, in epoch milliseconds: the record's timestamp. */
  public long recordTimestamp() {
    return START.toEpochMilli() + (made - 1) * 1000 / eventsPerSecond;
  }

  /** The sums over all events made. */
  public Sums sums() {
    return new Sums(made, decodeAttempts, decodeFailures, playMs, stallMs);
  }

  /** Mean size of a value, in bytes. */
  public double meanBytes() {
    return made == 0 ? 0 : (double) bytes / made;
  }

  private long arrival() {
    return START.toEpochMilli() + made * 1000 / eventsPerSecond;
  }

  private Session session() {
    int slot = random.below(sessions.length);
    Session session = sessions[slot];
    if (session == null || random.oneIn(EVENTS_PER_SESSION)) {
      session = Session.start(Session.app(appShares, random), random);
      sessions[slot] = session;
    }
    return session;
  }

  /** What belongs to the type. */
  private void addDetails(Kind kind) {
    switch (kind) {
      case HEARTBEAT -> {
        int stalled = random.oneIn(20) ? 50 + random.below(3000) : 0;
        addPlayed(HEARTBEAT_MS - stalled);
        addStalled(stalled);
        if (random.oneIn(5)) {
          addDecoded(200 + random.below(400));
        }
      }
      case PLAY_START -> json.add(STARTUP_MS).add(80 + random.below(2000));
      case BUFFER_END -> addStalled(50 + random.below(5000));
      case PAUSE, SEEK, SKIP -> addPlayed(random.below(HEARTBEAT_MS));
      case PLAY_END -> {
        addPlayed(random.below(HEARTBEAT_MS));
        addStalled(random.oneIn(20) ? random.below(1000) : 0);
        addDecoded(random.below(600));
      }
      case PLAY_ERROR -> addError();
      case DECODE_OK -> {
        if (random.oneIn(2)) {
          addDecoded(1 + random.below(300));
        } else {
          decodeAttempts++;
        }
      }
      case DECODE_FAIL -> {
        addError();
        decodeAttempts++;
        decodeFailures++;
      }
      case SEARCH -> {
        json.add(QUERY_KEYWORD).add(KEYWORDS.get(random.below(KEYWORDS.size())));
        if (random.oneIn(4)) {
          json.add(IS_NO_HIT);
        } else {
          json.add(HIT_RANK).add(1 + random.below(30)).add(IS_HIT);
        }
      }
      case PLAY_REQUEST, BUFFER_START, RESUME, SESSION_ACTIVE -> {}
    }
  }

  private void addPlayed(int ms) {
    json.add(PLAY_MS).add(ms);
    playMs += ms;
  }

  private void addStalled(int ms) {
    json.add(BUFFER_MS).add(ms);
    stallMs += ms;
  }

  /** Counts of the decoder; one report in ten has a failure. */
  private void addDecoded(int attempts) {
    int failures = random.oneIn(10) ? random.below(attempts / 20 + 1) : 0;
    json.add(DECODE_ATTEMPTS).add(attempts).add(DECODE_FAILURES).add(failures);
    decodeAttempts += attempts;
    decodeFailures += failures;
  }

  private void addError() {
    json.add(ERROR_CODE).add(1000 + random.below(50)).add('"');
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }
}
