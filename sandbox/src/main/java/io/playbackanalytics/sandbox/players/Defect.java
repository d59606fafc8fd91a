package io.playbackanalytics.sandbox.players;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;

/** What broken clients make of an event; the job has to reject each of these. */
enum Defect {
  CUT_OFF,
  NOT_UTF8,
  EMPTY,
  NO_SESSION,
  TEXT_FOR_NUMBER,
  NEGATIVE_TIME,
  UNKNOWN_TYPE,
  CLOCK_IN_2099;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant FUTURE = Instant.parse("2099-01-01T00:00:00Z");

  /** The broken form of a playback event, which itself stays as it is. */
  byte[] applyTo(byte[] event) {
    return switch (this) {
      case CUT_OFF -> Arrays.copyOf(event, event.length / 2);
      case NOT_UTF8 -> withByte((byte) 0xFF, event);
      case EMPTY -> new byte[0];
      case NO_SESSION -> EventJson.bytes(tree(event).without("session_id"));
      case TEXT_FOR_NUMBER -> EventJson.bytes(tree(event).put("play_ms", "12"));
      case NEGATIVE_TIME -> EventJson.bytes(tree(event).put("play_ms", -1));
      case UNKNOWN_TYPE -> EventJson.bytes(tree(event).put("event_type", "PLAY_STRAT"));
      case CLOCK_IN_2099 -> EventJson.bytes(tree(event).put("timestamp", FUTURE.toEpochMilli()));
    };
  }

  private static byte[] withByte(byte replacement, byte[] event) {
    byte[] changed = event.clone();
    changed[changed.length / 2] = replacement;
    return changed;
  }

  private static ObjectNode tree(byte[] event) {
    try {
      return (ObjectNode) JSON.readTree(event);
    } catch (IOException e) {
      throw new UncheckedIOException("Not a playback event", e);
    }
  }
}
