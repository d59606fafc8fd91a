package io.playbackanalytics.play;

/** What follows from the reports of a session. */
interface Effects extends PlaySink {

  void closed(ClosedPlay play);
}
