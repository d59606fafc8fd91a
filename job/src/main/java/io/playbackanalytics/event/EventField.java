package io.playbackanalytics.event;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The fields of playback event v1 that are checked, in the order in which faults are reported.
 * Every other field is skipped, whatever it holds.
 */
public enum EventField {
  EVENT_TYPE("event_type", Kind.STRING, true, 0, Integer.MAX_VALUE),
  APP_ID("app_id", Kind.STRING, true, 1, 128),
  SESSION_ID("session_id", Kind.STRING, true, 1, 128),
  /** The range is that of an ECMAScript Date: the widest clock that a player can show. */
  TIMESTAMP("timestamp", Kind.INTEGER, true, -8_640_000_000_000_000L, 8_640_000_000_000_000L),
  EVENT_ID("event_id", Kind.STRING, false, 0, Integer.MAX_VALUE),
  PLAY_MS("play_ms", Kind.INTEGER, false, 0, 86_400_000),
  BUFFER_MS("buffer_ms", Kind.INTEGER, false, 0, 86_400_000),
  DECODE_ATTEMPTS("decode_attempts", Kind.INTEGER, false, 0, Integer.MAX_VALUE),
  DECODE_FAILURES("decode_failures", Kind.INTEGER, false, 0, Integer.MAX_VALUE),
  STARTUP_MS("startup_ms", Kind.INTEGER, false, 0, 86_400_000),
  DROPPED_FRAMES("dropped_frames", Kind.INTEGER, false, 0, Integer.MAX_VALUE),
  ERROR_CODE("error_code", Kind.STRING, false, 0, Integer.MAX_VALUE),
  USER_ID("user_id", Kind.STRING, false, 0, Integer.MAX_VALUE),
  TRACK_ID("track_id", Kind.STRING, false, 0, Integer.MAX_VALUE),
  ARTIST_ID("artist_id", Kind.STRING, false, 0, Integer.MAX_VALUE),
  ALBUM_ID("album_id", Kind.STRING, false, 0, Integer.MAX_VALUE),
  OS("os", Kind.STRING, false, 0, 64),
  NETWORK("network", Kind.STRING, false, 0, 64),
  CDN_NODE_ID("cdn_node_id", Kind.STRING, false, 0, 64),
  REGION("region", Kind.STRING, false, 0, 64),
  APP_VERSION("app_version", Kind.STRING, false, 0, 64),
  DEVICE_TYPE("device_type", Kind.STRING, false, 0, 64),
  CONTENT_TYPE("content_type", Kind.STRING, false, 0, 64),
  TRACE_ID("trace_id", Kind.STRING, false, 0, Integer.MAX_VALUE),
  QUERY_KEYWORD("query_keyword", Kind.STRING, false, 0, Integer.MAX_VALUE),
  HIT_RANK("hit_rank", Kind.INTEGER, false, 1, Long.MAX_VALUE),
  IS_HIT("is_hit", Kind.BOOLEAN, false, 0, 1),
  PLAYER_STATE("player_state", Arrays.stream(PlayerState.values()).map(PlayerState::wire).toList()),
  SEQ("seq", Kind.INTEGER, false, 0, Long.MAX_VALUE),
  SENT_AT("sent_at", Kind.INTEGER, false, TIMESTAMP.min, TIMESTAMP.max),
  RECEIVED_AT("received_at", Kind.INTEGER, false, TIMESTAMP.min, TIMESTAMP.max),
  BITRATE_KBPS("bitrate_kbps", Kind.INTEGER, false, 0, Integer.MAX_VALUE),
  LIVE_LATENCY_MS("live_latency_ms", Kind.INTEGER, false, 0, Integer.MAX_VALUE),
  HIDDEN("hidden", Kind.BOOLEAN, false, 0, 1),
  AD("ad", Kind.BOOLEAN, false, 0, 1),
  EXT_INFO("ext_info", Kind.OBJECT, false, 0, 0);

  /** The JSON types that the contract asks for. */
  public enum Kind {
    STRING("a string"),
    INTEGER("an integer"),
    BOOLEAN("true or false"),
    OBJECT("an object");

    private final String description;

    Kind(String description) {
      this.description = description;
    }

    public String description() {
      return description;
    }
  }

  private static final Map<String, EventField> BY_NAME =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(EventField::wireName, Function.identity()));

  private final String wireName;
  private final Kind kind;
  private final boolean required;
  private final long min;
  private final long max;

  @SuppressWarnings("ImmutableEnumChecker") // a copy
  private final List<String> words;

  /**
   * @param min the least value of a number, the least length of a string in code points
   * @param max the greatest, inclusive; {@link Long#MAX_VALUE}: any number
   */
  EventField(String wireName, Kind kind, boolean required, long min, long max) {
    this.wireName = wireName;
    this.kind = kind;
    this.required = required;
    this.min = min;
    this.max = max;
    words = List.of();
  }

  /** An optional string that can only be one of these. */
  EventField(String wireName, List<String> words) {
    this.wireName = wireName;
    this.kind = Kind.STRING;
    this.required = false;
    this.min = 0;
    this.max = Integer.MAX_VALUE;
    this.words = List.copyOf(words);
  }

  public static @Nullable EventField named(String wireName) {
    return BY_NAME.get(wireName);
  }

  public String wireName() {
    return wireName;
  }

  /** The field's place in an array that has one for each. */
  @SuppressWarnings("EnumOrdinal") // lies in no state and crosses no wire
  public int index() {
    return ordinal();
  }

  public Kind kind() {
    return kind;
  }

  public boolean required() {
    return required;
  }

  public long min() {
    return min;
  }

  public long max() {
    return max;
  }

  /** All that a string can be; empty if it can be anything. */
  public List<String> words() {
    return words;
  }

  /** Whether a number may be as great as it likes. */
  public boolean isUnlimited() {
    return max == Long.MAX_VALUE;
  }
}
