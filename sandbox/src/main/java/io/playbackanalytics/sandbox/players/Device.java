package io.playbackanalytics.sandbox.players;

import java.time.Duration;
import java.util.List;

/**
 * What a person plays on: everything about a player that stays the same over its sessions.
 *
 * @param clockSkew by how much its clock is ahead (negative: behind)
 * @param reportInterval how long it collects events before it sends them together; zero: sends each
 *     at once
 * @param countsDecodes whether its events carry decoder counts or speak of one decoder run each
 * @param signedIn whether its events say whose it is
 * @param habits what its events tell besides
 */
record Device(
    String userId,
    App app,
    String os,
    Network network,
    CdnNode cdn,
    String appVersion,
    Duration clockSkew,
    Duration reportInterval,
    boolean countsDecodes,
    boolean signedIn,
    Habits habits) {

  private static final List<String> APP_VERSIONS = List.of("7.4.0", "7.4.1", "7.5.0");
  private static final Duration MAX_SKEW = Duration.ofMillis(400);
  private static final Duration SHORTEST_REPORT_INTERVAL = Duration.ofSeconds(4);
  private static final Duration LONGEST_REPORT_INTERVAL = Duration.ofSeconds(12);
  private static final double SHARE_SKEWED = 0.3;
  private static final double SHARE_BATCHING = 0.08;
  private static final double SHARE_COUNTING = 0.5;
  private static final double SHARE_SIGNED_IN = 0.9;

  static Device draw(String userId, Chance chance) {
    App app = chance.oneOf(App.ALL, App::weight);
    return new Device(
        userId,
        app,
        chance.oneOf(app.systems()),
        chance.oneOf(app.networks(), Network::weight),
        chance.oneOf(List.of(CdnNode.values()), CdnNode::weight),
        chance.oneOf(APP_VERSIONS),
        chance.happens(SHARE_SKEWED) ? chance.between(MAX_SKEW.negated(), MAX_SKEW) : Duration.ZERO,
        chance.happens(SHARE_BATCHING)
            ? chance.between(SHORTEST_REPORT_INTERVAL, LONGEST_REPORT_INTERVAL)
            : Duration.ZERO,
        chance.happens(SHARE_COUNTING),
        chance.happens(SHARE_SIGNED_IN),
        Habits.draw(app, chance));
  }

  /** That playback stalls between two reports, in 0..1. */
  double stallProbability() {
    return Math.min(1, network.stallProbability() * cdn.stallFactor());
  }

  /** The share of decoder runs that fail, in 0..1. */
  double decodeFailureRate() {
    return app.decodeFailureRate(os);
  }
}
