package io.playbackanalytics.measure.total;

import io.playbackanalytics.event.EventField;
import io.playbackanalytics.event.EventType;
import java.util.List;

/**
 * Everything that is measured, in the order of the record's fields. A measure is declared here and
 * nowhere else: slices, shuffle, state, records, metrics and tables of the documentation follow.
 *
 * <p>Names are contract, and so are the numbers of what is stored: they are what state is found by.
 * Neither is ever changed, nor given to another measure.
 */
public enum Measure {
  EVENTS(1, MeasureGroup.QUALITY, "events", "events", "events aggregated", new Kind.Count()),
  DECODE_ATTEMPTS(
      2,
      MeasureGroup.QUALITY,
      "decode_attempts",
      "attempts",
      "decode attempts",
      new Kind.Sum(EventField.DECODE_ATTEMPTS)),
  DECODE_FAILURES(
      3,
      MeasureGroup.QUALITY,
      "decode_failures",
      "failures",
      "decode failures",
      new Kind.Sum(EventField.DECODE_FAILURES)),
  DECODE_FAILURE_RATIO(
      MeasureGroup.QUALITY,
      "decode_failure_ratio",
      "ratio, 0 to 1",
      "decode failures / decode attempts",
      new Kind.Ratio(DECODE_FAILURES, List.of(DECODE_ATTEMPTS))),
  PLAY_MS(
      4,
      MeasureGroup.QUALITY,
      "play_ms",
      "milliseconds",
      "time rendered",
      new Kind.Sum(EventField.PLAY_MS)),
  STALL_MS(
      5,
      MeasureGroup.QUALITY,
      "stall_ms",
      "milliseconds",
      "time stalled",
      new Kind.Sum(EventField.BUFFER_MS)),
  /** CTA-2066's rebuffering ratio has start-up and waits after seeks in its denominator, too. */
  STALL_RATIO(
      MeasureGroup.QUALITY,
      "stall_ratio",
      "ratio, 0 to 1",
      "stalled time / (rendered + stalled time)",
      new Kind.Ratio(STALL_MS, List.of(PLAY_MS, STALL_MS))),
  PLAYBACK_SECONDS(
      MeasureGroup.QUALITY,
      "playback_seconds",
      "seconds",
      "time rendered, summed over the players",
      new Kind.Seconds(PLAY_MS)),
  STARTUP_MS(
      7,
      MeasureGroup.PLAYS,
      "startup_ms",
      "milliseconds",
      "time from the request to play to the first sample",
      new Kind.Histogram(
          EventField.STARTUP_MS, List.of(100, 200, 500, 1000, 2000, 3000, 5000, 10_000, 30_000))),
  SESSIONS(
      8,
      MeasureGroup.PLAYS,
      "sessions",
      "sessions",
      "different sessions",
      new Kind.Distinct(EventField.SESSION_ID)),
  USERS(
      9,
      MeasureGroup.PLAYS,
      "users",
      "users",
      "different users",
      new Kind.Distinct(EventField.USER_ID)),
  ERRORS(
      10,
      MeasureGroup.PLAYS,
      "errors",
      "errors",
      "errors",
      new Kind.Errors(EventField.ERROR_CODE, EventType.PLAY_ERROR, "class")),
  DROPPED_FRAMES(
      6,
      MeasureGroup.PLAYS,
      "dropped_frames",
      "frames",
      "frames dropped",
      new Kind.Sum(EventField.DROPPED_FRAMES));

  /** The number of what is not stored. */
  private static final int NONE = 0;

  private final int number;
  private final MeasureGroup group;
  private final String wire;
  private final String unit;
  private final String meaning;

  @SuppressWarnings("ImmutableEnumChecker") // records, and their lists are copies
  private final Kind kind;

  Measure(MeasureGroup group, String wire, String unit, String meaning, Kind.Derived kind) {
    this(NONE, group, wire, unit, meaning, (Kind) kind);
  }

  Measure(
      int number, MeasureGroup group, String wire, String unit, String meaning, Kind.Stored kind) {
    this(number, group, wire, unit, meaning, (Kind) kind);
  }

  Measure(int number, MeasureGroup group, String wire, String unit, String meaning, Kind kind) {
    this.number = number;
    this.group = group;
    this.wire = wire;
    this.unit = unit;
    this.meaning = meaning;
    this.kind = kind;
  }

  /** What the values of a stored measure are found by in state; 0 for a derived one. */
  public int number() {
    return number;
  }

  public MeasureGroup group() {
    return group;
  }

  /** The field in records, and what the names of its metrics are made of. */
  public String wire() {
    return wire;
  }

  public String unit() {
    return unit;
  }

  /** What it is, in words for a table. */
  public String meaning() {
    return meaning;
  }

  public Kind kind() {
    return kind;
  }
}
