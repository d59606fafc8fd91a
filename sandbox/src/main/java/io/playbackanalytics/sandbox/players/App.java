package io.playbackanalytics.sandbox.players;

import java.time.Duration;
import java.util.List;

/**
 * An app that people play with, and what it runs on.
 *
 * @param weight its share among the others
 * @param meanPlay how long one title plays on average
 * @param bitratesKbps what it can be played at
 * @param showsAds whether titles may begin with an ad
 */
record App(
    String id,
    double weight,
    String contentType,
    String deviceType,
    List<Network> networks,
    List<String> systems,
    Duration meanPlay,
    List<Integer> bitratesKbps,
    boolean showsAds) {

  private static final List<Integer> OF_MUSIC = List.of(96, 160, 320);
  private static final List<Integer> OF_VIDEO = List.of(800, 1600, 3200, 6000);

  static final List<App> ALL =
      List.of(
          new App(
              "music-android",
              30,
              "music",
              "phone",
              Network.MOBILE,
              List.of("Android 12", "Android 13", "Android 14", "Android 15"),
              Duration.ofSeconds(75),
              OF_MUSIC,
              true),
          new App(
              "music-ios",
              25,
              "music",
              "phone",
              Network.MOBILE,
              List.of("iOS 17", "iOS 18", "iOS 26"),
              Duration.ofSeconds(75),
              OF_MUSIC,
              false),
          new App(
              "video-android",
              15,
              "video",
              "tablet",
              Network.MOBILE,
              List.of("Android 13", "Android 14", "Android 15"),
              Duration.ofSeconds(150),
              OF_VIDEO,
              true),
          new App(
              "video-tv",
              12,
              "video",
              "tv",
              Network.HOME,
              List.of("Tizen 8", "webOS 24", "Android TV 14"),
              Duration.ofMinutes(4),
              OF_VIDEO,
              true),
          new App(
              "music-desktop",
              10,
              "music",
              "desktop",
              Network.HOME,
              List.of("Windows 11", "macOS 15"),
              Duration.ofSeconds(90),
              OF_MUSIC,
              false),
          new App(
              "podcast-web",
              8,
              "podcast",
              "browser",
              Network.HOME,
              List.of("Windows 11", "macOS 15", "Ubuntu 24.04"),
              Duration.ofMinutes(3),
              OF_MUSIC,
              true));

  /** Where one app still uses an old decoder. */
  private static final String FRAIL_DECODER_OS = "Android 12";

  App {
    networks = List.copyOf(networks);
    systems = List.copyOf(systems);
    bitratesKbps = List.copyOf(bitratesKbps);
  }

  /** The share of decoder runs that fail on this system, in 0..1. */
  double decodeFailureRate(String os) {
    return os.equals(FRAIL_DECODER_OS) ? 0.07 : 0.004;
  }
}
