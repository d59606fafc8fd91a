package io.playbackanalytics.play;

/** What a report does to a play. */
enum Act {
  /** Closes what is open, opens a play. */
  REQUEST,
  /** The same, unless one is open that has rendered nothing yet. */
  REQUEST_UNLESS_STARTING,
  /** Nothing, but closes a play that was started where the player has started anew. */
  PRELOAD,
  /** The first sample was rendered. */
  START,
  /** Plays, says the player, and means that it waits for nothing. */
  RENDER,
  /** Data has run out. */
  BUFFER,
  /** Waits for data, says the player: not paused. */
  WAIT,
  STOP_BUFFERING,
  PAUSE,
  RESUME,
  /** The viewer moved the playhead; whether it makes them wait will be seen. */
  MOVE,
  /** Does not render yet what the viewer went to, says the player. */
  SEEK,
  END,
  QUIT,
  FAIL,
  SIGN_OF_LIFE,
  /** Says nothing of a play, but that one that is open is alive. */
  ASIDE;

  /** Whether it shows a play that is going on, so that it opens one if none is. */
  boolean opens(Closing last) {
    return switch (this) {
      case START, RENDER, BUFFER, RESUME, MOVE, SEEK -> true;
      case WAIT -> last != Closing.STALL_CAP;
      case STOP_BUFFERING -> last == Closing.SILENT_STALLED || last == Closing.STALL_CAP;
      case SIGN_OF_LIFE -> last == Closing.SILENT_PLAYING || last == Closing.SILENT_STALLED;
      default -> false;
    };
  }
}
