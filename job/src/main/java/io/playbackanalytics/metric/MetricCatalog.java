package io.playbackanalytics.metric;

import io.playbackanalytics.event.Dimension;

/**
 * Every metric of the job but those of its cohorts, which are {@link CohortMetric}s: the contract
 * with rules, alerts and dashboards. A name or a unit that changes here breaks them without a
 * sound, so neither ever does.
 *
 * <p>Flink's Prometheus reporter calls all of them gauges. Counters start at 0 with each task
 * attempt, as Prometheus expects of a counter: compute with {@code rate} and {@code increase}.
 */
public enum MetricCatalog {
  RECORDS_READ("records_read_total", Kind.COUNTER, "records", Labels.NONE, "records read"),
  RECORDS_SKIPPED(
      "records_skipped_total",
      Kind.COUNTER,
      "records",
      Labels.NONE,
      "0; else records that were deleted from the topic before they were read"),
  SECONDS_SINCE_BROKER_ANSWERED(
      "seconds_since_broker_answered",
      Kind.GAUGE,
      "seconds",
      Labels.NONE,
      "how long a source subtask has asked since any broker answered it; NaN without partitions"),
  RECORDS_AGGREGATED(
      "records_aggregated_total",
      Kind.COUNTER,
      "records",
      Labels.NONE,
      "records whose event is in its windows"),
  RECORDS_LATE(
      "records_late_total",
      Kind.COUNTER,
      "records",
      Labels.NONE,
      "records whose event came too late for every window"),
  RECORDS_REJECTED(
      "records_rejected_total", Kind.COUNTER, "records", Labels.NONE, "records that are no event"),
  RECORDS_REPEATED(
      "records_repeated_total",
      Kind.COUNTER,
      "records",
      Labels.NONE,
      "0 without dedup.window; else records whose event was counted before"),
  RECORDS_LATE_BY_REASON(
      "records_late_total",
      Kind.COUNTER,
      "records",
      Labels.REASON,
      "late records by how late they are"),
  RECORDS_REJECTED_BY_REASON(
      "records_rejected_total",
      Kind.COUNTER,
      "records",
      Labels.REASON,
      "rejected records by their reason"),
  RECORDS_LATE_BY_APP(
      "records_late_total", Kind.COUNTER, "records", Labels.APP, "late records by their app"),
  RECORDS_REJECTED_BY_APP(
      "records_rejected_total",
      Kind.COUNTER,
      "records",
      Labels.APP,
      "rejected records by their app, where one can be read in them"),
  SESSIONS_OPEN(
      "sessions_open", Kind.GAUGE, "sessions", Labels.NONE, "sessions whose plays are tracked now"),
  REPORTS_UNTRACKED(
      "reports_untracked_total",
      Kind.COUNTER,
      "events",
      Labels.NONE,
      "0; else events that no play heard of, since plays.max-open sessions were tracked"),
  REPORTS_TOO_LATE(
      "reports_too_late_total",
      Kind.COUNTER,
      "events",
      Labels.NONE,
      "0; else events that came once their play was in the ledger"),
  REPORTS_REPEATED(
      "reports_repeated_total",
      Kind.COUNTER,
      "events",
      Labels.NONE,
      "events whose event_id the play had heard of before"),
  LATE_CORRECTION_MS(
      "late_correction_ms_total",
      Kind.COUNTER,
      "milliseconds",
      Labels.NONE,
      "time of plays that is right in the ledger, but was told too late for its windows"),
  LATE_OCCURRENCES(
      "late_occurrences_total",
      Kind.COUNTER,
      "occurrences",
      Labels.NONE,
      "what happened to plays and is right in the ledger, but was told too late for its windows"),
  EVENTS_DROPPED(
      "events_dropped_total",
      Kind.COUNTER,
      "events",
      Labels.NONE,
      "0; else events that met a window already published and are left out of it, once per cohort"),
  COHORTS_OPEN(
      "cohorts_open",
      Kind.GAUGE,
      "cohorts",
      Labels.NONE,
      "cohorts that have windows of their own now"),
  EVENTS_IN_OTHER(
      "events_in_other_total",
      Kind.COUNTER,
      "events",
      Labels.NONE,
      "0; else events in windows of __other__, since their cohort had no place, once per cohort"),
  COHORTS_EXPORTED(
      "cohorts_exported",
      Kind.GAUGE,
      "cohorts",
      Labels.NONE,
      "cohorts that have series of their own now"),
  COHORTS_OTHER(
      "cohorts_other",
      Kind.GAUGE,
      "cohorts",
      Labels.NONE,
      "cohorts of the last window, or of the one before if they are more, that have none, but are"
          + " counted in __other__");

  /** The label that says why a record is in no window. */
  public static final String REASON_LABEL = "reason";

  /** The group within the operator's in which all metrics are. */
  public static final String GROUP = "playback";

  /** What Flink puts in front of every metric of an operator. */
  private static final String OPERATOR_SCOPE = "flink_taskmanager_job_task_operator_";

  static final String SCOPE = OPERATOR_SCOPE + GROUP + "_";

  private final String text;
  private final Kind kind;
  private final String unit;
  private final Labels labels;
  private final String meaning;

  MetricCatalog(String text, Kind kind, String unit, Labels labels, String meaning) {
    this.text = text;
    this.kind = kind;
    this.unit = unit;
    this.labels = labels;
    this.meaning = meaning;
  }

  /** How the value moves. */
  public enum Kind {
    /** Only grows, from 0 with each task attempt. */
    COUNTER,
    /** The state of now; {@code NaN} when nothing is known. */
    GAUGE
  }

  /** Which labels a metric has besides those of Flink. */
  public enum Labels {
    /** None: one series a subtask. */
    NONE,
    /** {@value #REASON_LABEL}, which also stands in the metric's name: few values, all known. */
    REASON,
    /** The label of {@link Dimension#APP}, which also stands in the metric's name. */
    APP;

    /** What Flink puts between the scope and the name, with a {@code _} behind it. */
    private String inName() {
      return this == NONE ? "" : label() + "_";
    }

    /**
     * The label of a metric that has just one.
     *
     * @throws IllegalStateException for {@link #NONE}
     */
    public String label() {
      return switch (this) {
        case REASON -> REASON_LABEL;
        case APP -> Dimension.APP.label();
        case NONE -> throw new IllegalStateException(this + " is not one label");
      };
    }
  }

  /** The last part of the name, by which it is registered. */
  public String text() {
    return text;
  }

  public Kind kind() {
    return kind;
  }

  public String unit() {
    return unit;
  }

  public Labels labels() {
    return labels;
  }

  public String meaning() {
    return meaning;
  }

  /**
   * The name in Prometheus. Kafka's source puts a group of its own in front of what is counted
   * while parsing.
   */
  public String exportedName() {
    return this == RECORDS_READ
        ? OPERATOR_SCOPE + "deserializer_" + GROUP + "_" + text
        : SCOPE + labels.inName() + text;
  }
}
