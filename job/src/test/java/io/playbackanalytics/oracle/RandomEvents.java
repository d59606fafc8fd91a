package io.playbackanalytics.oracle;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/**
 * Events of 20 apps as players might send them, and records that are none; the seed decides all.
 */
public final class RandomEvents {

  private static final int APPS = 20;
  private static final List<String> TYPES =
      List.of("HEARTBEAT", "HEARTBEAT", "HEARTBEAT", "DECODE_OK", "DECODE_FAIL", "BUFFER_END");
  private static final List<String> SYSTEMS =
      List.of("Android 13", "Android 14", "iOS 18", "a,b=c\\\\d", "");
  private static final List<String> NETWORKS = List.of("wifi", "4g", "5g");
  private static final List<String> CODES =
      List.of("HTTP_503", "decoder_reset", "NETWORK_LOST", "NOT_IN_THIS_COUNTRY", "E17", "");
  private static final List<String> CDNS = List.of("fra-1", "fra-2", "iad-1", "sin-1");

  private final Random random;

  /**
   * Decides what few events have. Of its own, since the events of a seed are those that lie in
   * savepoints.
   */
  private final Random rare;

  /** Prints the seed, so that a failure can be repeated. */
  public RandomEvents(long seed) {
    System.out.println("RandomEvents seed " + seed);
    random = new Random(seed);
    rare = new Random(~seed);
  }

  /** The randomness behind the events, for the test's own choices. */
  public Random random() {
    return random;
  }

  /** A valid event at that event time. */
  public byte[] event(long timestamp) {
    StringBuilder json = new StringBuilder(300).append('{');
    addWhatFewHave(json);
    return addWhatMostHave(json, timestamp);
  }

  private void addWhatFewHave(StringBuilder json) {
    if (rare.nextInt(8) == 0) {
      // From half a second to half a minute, most of them short.
      int startup = (int) Math.exp(rare.nextDouble() * rare.nextDouble() * 4 + 6.1);
      json.append("\"startup_ms\":").append(startup).append(',');
    }
    if (rare.nextInt(3) == 0) {
      json.append("\"user_id\":\"user ").append(rare.nextInt(400)).append("\",");
    }
    if (rare.nextInt(12) == 0) {
      json.append("\"error_code\":\"").append(CODES.get(rare.nextInt(CODES.size()))).append("\",");
    }
    if (rare.nextInt(6) == 0) {
      json.append("\"dropped_frames\":").append(rare.nextInt(30)).append(',');
    }
  }

  private byte[] addWhatMostHave(StringBuilder json, long timestamp) {
    json.append("\"event_type\":\"").append(pick(TYPES)).append("\",");
    json.append("\"app_id\":\"app-").append(random.nextInt(APPS)).append("\",");
    int session = random.nextInt(5000);
    json.append("\"session_id\":\"s").append(session).append("\",");
    json.append("\"trace_id\":\"trace-").append(session).append("\",");
    if (random.nextInt(10) > 0) {
      json.append("\"play_ms\":").append(random.nextInt(5001)).append(',');
    }
    if (random.nextInt(4) == 0) {
      json.append("\"buffer_ms\":").append(random.nextInt(900)).append(',');
    }
    if (random.nextInt(5) == 0) {
      int attempts = random.nextInt(50);
      json.append("\"decode_attempts\":").append(attempts).append(',');
      json.append("\"decode_failures\":").append(random.nextInt(attempts + 1)).append(',');
    }
    if (random.nextInt(20) > 0) {
      json.append("\"os\":\"").append(pick(SYSTEMS)).append("\",");
    }
    json.append("\"network\":\"").append(pick(NETWORKS)).append("\",");
    json.append("\"cdn_node_id\":\"").append(pick(CDNS)).append("\",");
    json.append("\"ext_info\":{\"player\":[1,2,{\"x\":null}]},");
    json.append("\"timestamp\":").append(timestamp).append('}');
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** A record that is to be rejected, and why. */
  public Malformed malformed(long timestamp) {
    byte[] event = addWhatMostHave(new StringBuilder("{"), timestamp);
    String valid = new String(event, StandardCharsets.UTF_8);
    return switch (random.nextInt(6)) {
      case 0 -> new Malformed(valid.substring(0, valid.length() - 3), "not_json");
      case 1 -> new Malformed(valid.replace("\"app_id\"", "\"app\""), "missing_field");
      case 2 ->
          new Malformed(valid.replace("{\"event", "{\"startup_ms\":\"12\",\"event"), "wrong_type");
      case 3 ->
          new Malformed(valid.replace("{\"event", "{\"startup_ms\":-1,\"event"), "out_of_range");
      case 4 ->
          new Malformed(
              valid.replaceFirst("\"event_type\":\"[A-Z_]+\"", "\"event_type\":\"DANCE\""),
              "unknown_event_type");
      default ->
          new Malformed(
              valid.replaceFirst("\"timestamp\":\\d+", "\"timestamp\":4070908800000"),
              "future_timestamp");
    };
  }

  /** A record's value and the reason for which it is to be rejected. */
  public record Malformed(String value, String reason) {

    public byte[] bytes() {
      return value.getBytes(StandardCharsets.UTF_8);
    }
  }

  private String pick(List<String> values) {
    return values.get(random.nextInt(values.size()));
  }
}
