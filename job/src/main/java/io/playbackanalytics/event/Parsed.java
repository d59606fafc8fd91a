package io.playbackanalytics.event;

/** What the parser makes of a value: an event or a rejection, never an exception. */
public sealed interface Parsed permits Parsed.Accepted, Rejection {

  /** A value that keeps the contract of playback event v1. */
  record Accepted(PlaybackEvent event) implements Parsed {}
}
