package io.playbackanalytics.sandbox.players;

/**
 * Who plays, and how much goes wrong on the way.
 *
 * @param players how many play at the same time, 1 to 100,000
 * @param latePercent how many of 100 events a phone that was offline for minutes adds, 0..50
 * @param malformedPercent how many of 100 events a broken client adds, 0..50
 * @param seed the same seed and start give the same records
 */
public record Mix(int players, double latePercent, double malformedPercent, long seed) {

  public static final int MAX_PLAYERS = 100_000;
  public static final double MAX_PERCENT = 50;

  public Mix {
    if (players < 1 || players > MAX_PLAYERS) {
      throw new IllegalArgumentException("players must be in 1.." + MAX_PLAYERS);
    }
    if (!(latePercent >= 0 && latePercent <= MAX_PERCENT)) {
      throw new IllegalArgumentException("latePercent must be in 0..50");
    }
    if (!(malformedPercent >= 0 && malformedPercent <= MAX_PERCENT)) {
      throw new IllegalArgumentException("malformedPercent must be in 0..50");
    }
  }
}
