package io.playbackanalytics.sandbox.players;

/**
 * What can be played: a track of an album of an artist. Few are played often, most seldom.
 *
 * @param number 0 for the one that is played most
 */
record Title(int number) {

  private static final int COUNT = 1200;
  private static final int PER_ALBUM = 6;
  private static final int ALBUMS_PER_ARTIST = 4;

  static Title draw(Chance chance) {
    // A product of two is the more likely, the smaller it is.
    return new Title(chance.upTo(COUNT) * chance.upTo(COUNT) / COUNT);
  }

  String track() {
    return "track-%04d".formatted(number);
  }

  String album() {
    return "album-%03d".formatted(number / PER_ALBUM);
  }

  String artist() {
    return "artist-%02d".formatted(number / PER_ALBUM / ALBUMS_PER_ARTIST);
  }
}
