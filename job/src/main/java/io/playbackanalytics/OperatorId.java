package io.playbackanalytics;

/**
 * The operators of the job. The uids are frozen: state is found under them when a savepoint is
 * restored, so a changed one would lose it. Names may change; Flink cuts them at 80 characters in
 * metric scopes.
 */
public enum OperatorId {
  EVENTS("playback-events", "Read playback events"),
  ADD_TO_SLICES("add-to-slices", "Add to slices"),
  TAKE_SECOND_LOOK("take-second-look", "Take second look"),
  COMBINE_SLICES("combine-slices", "Combine slices to windows"),
  QUALITY("playback-quality", "Publish quality"),
  REJECTED("playback-events-rejected", "Publish rejected"),
  LATE("playback-events-late", "Publish late");

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
