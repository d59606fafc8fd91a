package io.playbackanalytics.play;

/**
 * What is integrated over time: as long as a play has a level, each millisecond adds that much. All
 * but those with a factor are milliseconds of plays, of level 1 or 0. The order of the constants is
 * part of the state's format: new ones go to the end.
 */
public enum PlayLevel {
  STARTING,
  /** Rendered, outside ads, of a play whose time its states tell. */
  PLAYING,
  /** Rendered, outside ads, of a play that sums its time up itself. */
  PLAYING_BESIDE,
  STALLED,
  /** Stalled, outside ads, of a play that sums its time up itself. */
  STALLED_BESIDE,
  SEEK_WAIT,
  PAUSED,
  AD_PLAYING,
  AD_STALLED,
  /** Rendered, outside ads, with nobody looking. */
  HIDDEN_PLAYING,
  /** Rendered, outside ads, at a known bitrate. */
  BITRATE_KNOWN,
  /** The factor is the bitrate, kbit/s. */
  BITRATE,
  /** Rendered, outside ads, with a known latency to the live edge. */
  LATENCY_KNOWN,
  /** The factor is the latency, ms. */
  LATENCY;

  private static final int COUNT = values().length;

  /** Its place in an array that has one for each. */
  @SuppressWarnings("EnumOrdinal") // the order of the constants is frozen
  public int index() {
    return ordinal();
  }

  /** How many there are. */
  public static int size() {
    return COUNT;
  }
}
