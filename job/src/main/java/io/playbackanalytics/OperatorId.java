package io.playbackanalytics;

/**
 * The operators of the job. The uids are frozen: state is found under them when a savepoint is
 * restored, so a changed one would lose it. Names may change; they are short because Flink joins
 * those of a chain in metric scopes and cuts the result at 80 characters.
 */
public enum OperatorId {
  EVENTS("playback-events", "Events"),
  ADD_TO_SLICES("add-to-slices", "Slices"),
  TAKE_SECOND_LOOK("take-second-look", "Second look"),
  TRACK_PLAYS("track-plays", "Plays"),
  COMBINE_SLICES("combine-slices", "Windows"),
  COMBINE_OTHERS("combine-other-slices", "Other windows"),
  LEDGER("playback-plays", "Ledger"),
  QUALITY("playback-quality", "Quality"),
  OTHER_QUALITY("playback-quality-other", "Other quality"),
  REJECTED("playback-events-rejected", "Rejected"),
  LATE("playback-events-late", "Late");

  private final String uid;
  private final String displayName;

  OperatorId(String uid, String displayName) {
    this.uid = uid;
    this.displayName = displayName;
  }

  public String uid() {
    return uid;
  }

  public String displayName() {
    return displayName;
  }
}
