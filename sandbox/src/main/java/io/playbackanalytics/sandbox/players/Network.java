package io.playbackanalytics.sandbox.players;

import java.time.Duration;
import java.util.List;

/** How a player is connected: what decides most about stalls and start-up. */
enum Network {
  ETHERNET("ethernet", 30, 0.003, Duration.ofMillis(500), Duration.ofMillis(200)),
  WIFI("wifi", 50, 0.010, Duration.ofMillis(800), Duration.ofMillis(300)),
  FIVE_G("5g", 25, 0.015, Duration.ofMillis(900), Duration.ofMillis(350)),
  FOUR_G("4g", 18, 0.040, Duration.ofMillis(1500), Duration.ofMillis(700)),
  THREE_G("3g", 7, 0.150, Duration.ofMillis(2500), Duration.ofMillis(1800));

  static final List<Network> MOBILE = List.of(WIFI, FIVE_G, FOUR_G, THREE_G);
  static final List<Network> HOME = List.of(ETHERNET, WIFI);

  private final String wireName;
  private final double weight;
  private final double stallProbability;
  private final Duration meanStall;
  private final Duration meanStartup;

  Network(
      String wireName,
      double weight,
      double stallProbability,
      Duration meanStall,
      Duration meanStartup) {
    this.wireName = wireName;
    this.weight = weight;
    this.stallProbability = stallProbability;
    this.meanStall = meanStall;
    this.meanStartup = meanStartup;
  }

  String wireName() {
    return wireName;
  }

  double weight() {
    return weight;
  }

  /** That playback stalls between two reports, in 0..1. */
  double stallProbability() {
    return stallProbability;
  }

  Duration meanStall() {
    return meanStall;
  }

  /** From the request to the first rendered sample. */
  Duration meanStartup() {
    return meanStartup;
  }
}
