package io.playbackanalytics.sandbox.summary;

import java.util.OptionalDouble;

/**
 * Events that say their number in their session.
 *
 * @param came how many
 * @param repeated how many of them had come before
 * @param missing how many were left out between two that came
 */
record Numbered(long came, long repeated, long missing) {

  static final Numbered NONE = new Numbered(0, 0, 0);

  Numbered plus(Numbered other) {
    return new Numbered(came + other.came, repeated + other.repeated, missing + other.missing);
  }

  Numbered minus(Numbered other) {
    return new Numbered(came - other.came, repeated - other.repeated, missing - other.missing);
  }

  /** Different ones that came, of all that were sent; empty where none says its number. */
  OptionalDouble completeness() {
    long different = came - repeated;
    return came == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) different / (different + missing));
  }
}
