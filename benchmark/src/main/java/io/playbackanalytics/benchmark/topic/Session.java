package io.playbackanalytics.benchmark.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;

/**
 * What stays the same while one player plays, as the bytes that each of its events holds.
 *
 * @param key the session's id, the key of its records
 * @param head {@code "app_id"} and {@code "session_id"}
 * @param user {@code "user_id"}, after a comma like what follows
 * @param place what every event says about where it comes from
 * @param player region, version, device and content, which only some events say
 */
record Session(byte[] key, byte[] head, byte[] user, byte[] place, byte[] player) {

  private static final List<String> OSES =
      List.of(
          "Android 12",
          "Android 13",
          "Android 14",
          "iOS 17.5",
          "iOS 18.1",
          "Windows 11",
          "macOS 14",
          "tvOS 18");
  private static final List<String> NETWORKS = List.of("wifi", "5g", "4g", "3g", "ethernet");
  private static final List<String> CDN_NODES =
      List.of(
          "fra-1", "fra-2", "ams-1", "lhr-1", "iad-1", "iad-2", "sjc-1", "nrt-1", "sin-1", "gru-1");
  private static final List<String> REGIONS = List.of("eu-central", "us-east", "ap-south", "latam");
  private static final List<String> VERSIONS = List.of("5.12.0", "5.11.3", "5.9.1", "6.0.0");
  private static final List<String> DEVICES = List.of("phone", "tablet", "tv", "desktop");
  private static final List<String> CONTENTS = List.of("music", "video", "podcast");

  /** Starts a session of an app. */
  static Session start(String app, RandomBits random) {
    byte[] id = new JsonBytes().addUuid(random.next(), random.next()).copy();
    String session = new String(id, UTF_8);
    return new Session(
        id,
        utf8("\"app_id\":\"%s\",\"session_id\":\"%s\"".formatted(app, session)),
        utf8(",\"user_id\":\"u%d\"".formatted(10_000_000 + random.below(50_000_000))),
        utf8(
            ",\"os\":\"%s\",\"network\":\"%s\",\"cdn_node_id\":\"%s\""
                .formatted(one(OSES, random), one(NETWORKS, random), one(CDN_NODES, random))),
        utf8(
            ",\"region\":\"%s\",\"app_version\":\"%s\",\"device_type\":\"%s\",\"content_type\":\"%s\""
                .formatted(
                    one(REGIONS, random),
                    one(VERSIONS, random),
                    one(DEVICES, random),
                    one(CONTENTS, random))));
  }

  private static String one(List<String> values, RandomBits random) {
    return values.get(random.below(values.size()));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }

  /** Picks an app by the cumulative shares of all. */
  static String app(double[] shares, RandomBits random) {
    int found = Arrays.binarySearch(shares, random.fraction());
    int index = found >= 0 ? found + 1 : -found - 1;
    return "music-%04d".formatted(Math.min(index, shares.length - 1) + 1);
  }
}
