package io.playbackanalytics.play;

/**
 * What happens at an instant. The order of the constants is part of the state's format: new ones go
 * to the end.
 */
public enum PlayCount {
  /** A play was opened. */
  PLAYS,
  /** With a request, or by a start that says how long it took. */
  ATTEMPTS,
  /** The first sample of an attempt. */
  STARTUPS,
  EXITS_BEFORE_START,
  STARTUP_FAILURES,
  PLAYBACK_FAILURES,
  BUSINESS_EXCEPTIONS,
  ENDED,
  QUIT,
  REPLACED,
  ABANDONED,
  /** Those of {@link #ABANDONED} that were in a stall. */
  ABANDONED_IN_STALL,
  /** Buffering episodes that made the viewer wait, each once however often a pause cuts it. */
  STALLS,
  AD_STALLS,
  /** The viewer moved the playhead. */
  SEEKS,
  /** Those after which the viewer had to wait. */
  SEEK_WAITS,
  BITRATE_UP,
  BITRATE_DOWN,
  /** The player's own start-up time is more than a second off its timestamps. */
  STARTUP_MISMATCHES,
  /** Less is what was summed up by the player itself and is told by its states: negative. */
  SUMMED_PLAY_MS,
  SUMMED_STALL_MS,
  /** Numbers of reports that are left out between two that came. */
  REPORTS_MISSING,
  /** Reports that had come before. */
  REPORTS_REPEATED;

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
