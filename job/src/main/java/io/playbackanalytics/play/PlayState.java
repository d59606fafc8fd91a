package io.playbackanalytics.play;

/** What a play is doing; at every instant from its first to its last evidence exactly one. */
public enum PlayState {
  /** Asked for, nothing rendered yet. */
  STARTING,
  PLAYING,
  /** Waits for data in what it was rendering. */
  STALLED,
  /** Waits for data since the viewer moved the playhead. */
  SEEK_WAIT,
  /** On purpose, whatever else would be the case. */
  PAUSED;

  /** Its place among all, also in state: new ones go to the end. */
  @SuppressWarnings("EnumOrdinal") // the order of the constants is frozen
  int index() {
    return ordinal();
  }
}
