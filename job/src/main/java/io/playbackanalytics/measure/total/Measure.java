package io.playbackanalytics.measure.total;

import io.playbackanalytics.event.EventField;
import io.playbackanalytics.event.EventType;
import io.playbackanalytics.play.PlayCount;
import io.playbackanalytics.play.PlayLevel;
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
  PLAYS(
      12,
      MeasureGroup.PLAYS,
      "plays",
      "plays",
      "plays opened",
      new Kind.Occurring(PlayCount.PLAYS)),
  ATTEMPTS(
      13,
      MeasureGroup.PLAYS,
      "attempts",
      "plays",
      "plays asked for",
      new Kind.Occurring(PlayCount.ATTEMPTS)),
  STARTUPS(
      14,
      MeasureGroup.PLAYS,
      "startups",
      "plays",
      "attempts whose first sample was rendered",
      new Kind.Occurring(PlayCount.STARTUPS)),
  STARTUP_FAILURES(
      15,
      MeasureGroup.PLAYS,
      "startup_failures",
      "plays",
      "plays that a fatal error ended before their first sample",
      new Kind.Occurring(PlayCount.STARTUP_FAILURES)),
  EXITS_BEFORE_START(
      16,
      MeasureGroup.PLAYS,
      "exits_before_start",
      "plays",
      "plays left before their first sample",
      new Kind.Occurring(PlayCount.EXITS_BEFORE_START)),
  PLAYBACK_FAILURES(
      17,
      MeasureGroup.PLAYS,
      "playback_failures",
      "plays",
      "plays that a fatal error ended after their first sample",
      new Kind.Occurring(PlayCount.PLAYBACK_FAILURES)),
  BUSINESS_EXCEPTIONS(
      18,
      MeasureGroup.PLAYS,
      "business_exceptions",
      "plays",
      "plays that an error ended, as the business wants it",
      new Kind.Occurring(PlayCount.BUSINESS_EXCEPTIONS)),
  ENDED(
      19,
      MeasureGroup.PLAYS,
      "ended",
      "plays",
      "started plays that came to their end",
      new Kind.Occurring(PlayCount.ENDED)),
  QUIT(
      20,
      MeasureGroup.PLAYS,
      "quit",
      "plays",
      "started plays whose player said that they were left",
      new Kind.Occurring(PlayCount.QUIT)),
  REPLACED(
      21,
      MeasureGroup.PLAYS,
      "replaced",
      "plays",
      "started plays that another one took the place of",
      new Kind.Occurring(PlayCount.REPLACED)),
  ABANDONED(
      22,
      MeasureGroup.PLAYS,
      "abandoned",
      "plays",
      "started plays of which nothing more was heard, or that were paused or stalled for too long",
      new Kind.Occurring(PlayCount.ABANDONED)),
  ABANDONED_IN_STALL(
      23,
      MeasureGroup.PLAYS,
      "abandoned_in_stall",
      "plays",
      "those of the abandoned that were in a stall",
      new Kind.Occurring(PlayCount.ABANDONED_IN_STALL)),
  STARTUP_FAILURE_RATIO(
      MeasureGroup.PLAYS,
      "startup_failure_ratio",
      "ratio, 0 to 1",
      "startup failures / attempts resolved",
      new Kind.Ratio(STARTUP_FAILURES, List.of(STARTUPS, EXITS_BEFORE_START, STARTUP_FAILURES))),
  EXIT_BEFORE_START_RATIO(
      MeasureGroup.PLAYS,
      "exit_before_start_ratio",
      "ratio, 0 to 1",
      "exits before start / attempts resolved",
      new Kind.Ratio(EXITS_BEFORE_START, List.of(STARTUPS, EXITS_BEFORE_START, STARTUP_FAILURES))),
  PLAYBACK_FAILURE_RATIO(
      MeasureGroup.PLAYS,
      "playback_failure_ratio",
      "ratio, 0 to 1",
      "playback failures / started plays closed",
      new Kind.Ratio(
          PLAYBACK_FAILURES, List.of(PLAYBACK_FAILURES, ENDED, QUIT, REPLACED, ABANDONED))),
  STARTUP_MS(
      7,
      MeasureGroup.PLAYS,
      "startup_ms",
      "milliseconds",
      "time from the request to play to the first sample",
      new Kind.Startups(List.of(100, 200, 500, 1000, 2000, 3000, 5000, 10_000, 30_000))),
  STALLS(
      24,
      MeasureGroup.PLAYS,
      "stalls",
      "stalls",
      "stalls begun, each once however often a pause cuts it",
      new Kind.Occurring(PlayCount.STALLS)),
  STALLS_PER_HOUR(
      MeasureGroup.PLAYS,
      "stalls_per_hour",
      "1/h",
      "stalls / (rendered + stalled time)",
      new Kind.Rate(STALLS, List.of(PLAY_MS, STALL_MS), 3_600_000)),
  SEEKS(
      25,
      MeasureGroup.PLAYS,
      "seeks",
      "seeks",
      "how often viewers moved the playhead",
      new Kind.Occurring(PlayCount.SEEKS)),
  SEEK_WAITS(
      26,
      MeasureGroup.PLAYS,
      "seek_waits",
      "seeks",
      "seeks after which the viewer had to wait",
      new Kind.Occurring(PlayCount.SEEK_WAITS)),
  SEEK_WAIT_MS(
      27,
      MeasureGroup.PLAYS,
      "seek_wait_ms",
      "milliseconds",
      "time waited after seeks",
      new Kind.Lasting(PlayLevel.SEEK_WAIT)),
  STARTING_MS(
      28,
      MeasureGroup.PLAYS,
      "starting_ms",
      "milliseconds",
      "time waited for the first sample, also in vain",
      new Kind.Lasting(PlayLevel.STARTING)),
  PAUSE_MS(
      29,
      MeasureGroup.PLAYS,
      "pause_ms",
      "milliseconds",
      "time paused",
      new Kind.Lasting(PlayLevel.PAUSED)),
  HIDDEN_PLAY_MS(
      30,
      MeasureGroup.PLAYS,
      "hidden_play_ms",
      "milliseconds",
      "time rendered in the background",
      new Kind.Lasting(PlayLevel.HIDDEN_PLAYING)),
  AD_PLAY_MS(
      31,
      MeasureGroup.PLAYS,
      "ad_play_ms",
      "milliseconds",
      "time rendered in ad breaks",
      new Kind.Lasting(PlayLevel.AD_PLAYING)),
  AD_STALLS(
      32,
      MeasureGroup.PLAYS,
      "ad_stalls",
      "stalls",
      "stalls begun in ad breaks",
      new Kind.Occurring(PlayCount.AD_STALLS)),
  AD_STALL_MS(
      33,
      MeasureGroup.PLAYS,
      "ad_stall_ms",
      "milliseconds",
      "time stalled in ad breaks",
      new Kind.Lasting(PlayLevel.AD_STALLED)),
  CONCURRENT_MS(
      34,
      MeasureGroup.PLAYS,
      "concurrent_ms",
      "milliseconds",
      "time rendered, stalled or waited after seeks, as the states of plays tell",
      new Kind.Lasting(
          PlayLevel.PLAYING,
          PlayLevel.PLAYING_BESIDE,
          PlayLevel.STALLED,
          PlayLevel.STALLED_BESIDE,
          PlayLevel.SEEK_WAIT)),
  CONCURRENT_PLAYS(
      MeasureGroup.PLAYS,
      "concurrent_plays",
      "plays",
      "plays that were rendering, stalled or waiting after a seek at a time, on average",
      new Kind.Mean(CONCURRENT_MS)),
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
  RENDERED_BITS(
      35,
      MeasureGroup.PLAYS,
      "rendered_bits",
      "bits",
      "bitrate × time rendered at it",
      new Kind.Lasting(PlayLevel.BITRATE)),
  BITRATE_KNOWN_MS(
      36,
      MeasureGroup.PLAYS,
      "bitrate_known_ms",
      "milliseconds",
      "time rendered at a known bitrate",
      new Kind.Lasting(PlayLevel.BITRATE_KNOWN)),
  BITRATE_KBPS(
      MeasureGroup.PLAYS,
      "bitrate_kbps",
      "kbit/s",
      "bitrate, on average over the time rendered",
      new Kind.Rate(RENDERED_BITS, List.of(BITRATE_KNOWN_MS), 1)),
  BITRATE_SWITCHES(
      37,
      MeasureGroup.PLAYS,
      "bitrate_switches",
      "switches",
      "changes of the bitrate",
      new Kind.Occurring(PlayCount.BITRATE_UP, PlayCount.BITRATE_DOWN)),
  LIVE_LATENCY_MS2(
      38,
      MeasureGroup.PLAYS,
      "live_latency_ms2",
      "milliseconds²",
      "latency to the live edge × time rendered at it",
      new Kind.Lasting(PlayLevel.LATENCY)),
  LIVE_LATENCY_KNOWN_MS(
      39,
      MeasureGroup.PLAYS,
      "live_latency_known_ms",
      "milliseconds",
      "time rendered at a known latency to the live edge",
      new Kind.Lasting(PlayLevel.LATENCY_KNOWN)),
  LIVE_LATENCY_MS(
      MeasureGroup.PLAYS,
      "live_latency_ms",
      "milliseconds",
      "latency to the live edge, on average over the time rendered",
      new Kind.Rate(LIVE_LATENCY_MS2, List.of(LIVE_LATENCY_KNOWN_MS), 1)),
  DROPPED_FRAMES(
      6,
      MeasureGroup.PLAYS,
      "dropped_frames",
      "frames",
      "frames dropped",
      new Kind.Sum(EventField.DROPPED_FRAMES)),
  REPORTS_NUMBERED(
      40,
      MeasureGroup.COMPLETENESS,
      "reports_numbered",
      "events",
      "events that say their number",
      new Kind.Having(EventField.SEQ)),
  REPORTS_MISSING(
      41,
      MeasureGroup.COMPLETENESS,
      "reports_missing",
      "events",
      "events whose number was left out between two that came",
      new Kind.Occurring(PlayCount.REPORTS_MISSING)),
  REPORTS_REPEATED(
      42,
      MeasureGroup.COMPLETENESS,
      "reports_repeated",
      "events",
      "events that had come before",
      new Kind.Occurring(PlayCount.REPORTS_REPEATED)),
  COMPLETENESS(
      MeasureGroup.COMPLETENESS,
      "completeness",
      "ratio, 0 to 1",
      "events that came / (those and the missing)",
      new Kind.Complete(REPORTS_NUMBERED, REPORTS_REPEATED, REPORTS_MISSING)),
  /** Stands behind the other sums, since no field of an event is added to it. */
  NEWS(1000, MeasureGroup.PLAYS, "", "changes", "changes by plays", new Kind.News());

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

  /** Whether it has a field in records and metrics. */
  public boolean isShown() {
    return !(kind instanceof Kind.News);
  }
}
