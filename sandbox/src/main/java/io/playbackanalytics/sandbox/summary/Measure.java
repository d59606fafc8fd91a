package io.playbackanalytics.sandbox.summary;

/** What can go wrong with playback: a part of a whole, both of them sums. */
enum Measure {
  /** Milliseconds stalled, of those played or stalled. */
  STALLED("most stalled", 2_000, 120_000),
  /** Decodes that failed, of those tried. */
  DECODING("worst decoding", 1, 50);

  private final String title;
  private final long mishap;
  private final long tellingWhole;

  Measure(String title, long mishap, long tellingWhole) {
    this.title = title;
    this.mishap = mishap;
    this.tellingWhole = tellingWhole;
  }

  /** Of a list of those that are worst by this. */
  String title() {
    return title;
  }

  long part(Sums sums) {
    return switch (this) {
      case STALLED -> sums.stalled().toMillis();
      case DECODING -> sums.decodeFailures();
    };
  }

  long whole(Sums sums) {
    return switch (this) {
      case STALLED -> sums.played().plus(sums.stalled()).toMillis();
      case DECODING -> sums.decodeAttempts();
    };
  }

  /** About how much of the part comes at once: a stall of two seconds, a failure. */
  long mishap() {
    return mishap;
  }

  /** With less than that, a ratio says little. */
  long tellingWhole() {
    return tellingWhole;
  }
}
