package io.playbackanalytics.sandbox.summary;

/** What can go wrong with playback: a part of a whole, both of them sums. */
enum Measure {
  /** Milliseconds stalled, of those played or stalled. */
  STALLED("most stalled", 5_000, 120_000),
  /** Decodes that failed, of those tried. */
  DECODING("worst decoding", 5, 50);

  private final String title;
  private final long tellingPart;
  private final long tellingWhole;

  Measure(String title, long tellingPart, long tellingWhole) {
    this.title = title;
    this.tellingPart = tellingPart;
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

  /** With less than that, a single mishap could make a cohort the worst of all. */
  long tellingPart() {
    return tellingPart;
  }

  /** With less than that, a ratio says little. */
  long tellingWhole() {
    return tellingWhole;
  }
}
