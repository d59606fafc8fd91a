package io.playbackanalytics.measure.total;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Measures that are on or off together; one that is off costs nothing and has no field. */
public enum MeasureGroup {
  /** Decoding, stalls and playback time as players sum them up. Always on. */
  QUALITY,
  /** Plays and what becomes of them; sessions, users, errors and dropped frames. */
  PLAYS,
  /** How many of the players' reports came at all. Only with {@link #PLAYS}. */
  COMPLETENESS;

  /** The group in settings. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<MeasureGroup> named(String wire) {
    return Arrays.stream(values()).filter(group -> group.wire().equals(wire)).findFirst();
  }

  /** Every group, for messages that say what would be right. */
  public static String all() {
    return Arrays.stream(values()).map(MeasureGroup::wire).collect(Collectors.joining(", "));
  }
}
