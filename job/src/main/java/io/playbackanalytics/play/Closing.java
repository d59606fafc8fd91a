package io.playbackanalytics.play;

/** How the play before was closed: what decides which report shows that it goes on after all. */
enum Closing {
  /** There was none that is known of. */
  NEVER,
  /** By what the player said. */
  SAID,
  /** By silence while it was playing or waiting after a seek. */
  SILENT_PLAYING,
  SILENT_STALLED,
  /** By silence before it had started, or while it was paused. */
  SILENT_ELSE,
  STALL_CAP,
  PAUSE_CAP;

  /** Its place among all, also in state: new ones go to the end. */
  @SuppressWarnings("EnumOrdinal") // the order of the constants is frozen
  int index() {
    return ordinal();
  }
}
