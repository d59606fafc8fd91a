package io.playbackanalytics.play;

import java.util.Locale;

/** How a play was closed; each by exactly one. */
public enum Outcome {
  /** Started, and came to its end. */
  ENDED,
  /** Started, and the player said that it was left. */
  QUIT,
  /** Started, and another play was asked for. */
  REPLACED,
  /** Started, and nothing was heard for too long, or it was paused or stalled for too long. */
  ABANDONED,
  /** The same, in a stall. */
  ABANDONED_IN_STALL,
  /** Not started, whoever gave up: the viewer said so, asked for something else, or fell silent. */
  EXIT_BEFORE_START,
  /** Not started, by a fatal error. */
  STARTUP_FAILURE,
  /** Started, then a fatal error. */
  PLAYBACK_FAILURE,
  /** By an error that is none of technology: not sold here, sold out, not paid for. */
  BUSINESS_EXCEPTION;

  /** The outcome in records. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
