package io.playbackanalytics.sandbox.players;

/**
 * What the player's software tells beyond what every event says: apps are as different in that as
 * they are among real ones.
 *
 * @param saysStates whether events say the state that the player is in from then on
 * @param saysVisibility whether events say if anybody looks
 * @param showsAds whether titles may begin with an ad, of which events say so
 */
record Habits(boolean saysStates, boolean saysVisibility, boolean showsAds) {

  private static final double SHARE_WITH_STATES = 0.4;
  private static final double SHARE_WITH_VISIBILITY = 0.5;

  static Habits draw(App app, Chance chance) {
    boolean saysStates = chance.happens(SHARE_WITH_STATES);
    return new Habits(
        saysStates, chance.happens(SHARE_WITH_VISIBILITY), saysStates && app.showsAds());
  }
}
