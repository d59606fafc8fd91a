package io.playbackanalytics.play;

/** What became of a report. */
public enum Taken {
  /** It counts. */
  TAKEN,
  /** It was there before, and is dropped. */
  REPEATED,
  /** What came at its time can't be changed any more; it is dropped. */
  TOO_LATE,
  /** There was no place for another session; it is dropped. */
  UNTRACKED
}
