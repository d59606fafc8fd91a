package io.playbackanalytics.settings;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Every setting with its default, as text, and what it takes; the source of {@code --help}. */
public enum SettingKey {
  BOOTSTRAP_SERVERS(
      "kafka.bootstrap-servers", "localhost:9092", "brokers to start from, host:port,…"),
  EVENTS_TOPIC("events.topic", "playback-events", "where players' events are read"),
  EVENTS_GROUP_ID(
      "events.group-id", "playback-analytics", "consumer group of the committed offsets"),
  EVENTS_START(
      "events.start",
      "committed",
      "committed (else latest), committed-or-earliest, earliest, latest, 2026-03-01T12:00:00Z"),
  EVENTS_BOUNDED(
      "events.bounded",
      "false",
      "true: stop at the offsets that are the end now, fire every window, finish"),
  EVENTS_MAX_BYTES("events.max-bytes", "1048576", "longer values are rejected unread (too_large)"),
  QUALITY_TOPIC(
      "quality.topic", "playback-quality", "where results go, a record per cohort and window"),
  PLAYS_TOPIC("plays.topic", "playback-plays", "where plays go once they are closed"),
  REJECTED_TOPIC(
      "rejected.topic", "playback-events-rejected", "where records go that are no event"),
  LATE_TOPIC(
      "late.topic", "playback-events-late", "where events go that are too late for every window"),
  SINK_DELIVERY(
      "sink.delivery",
      "at-least-once",
      "at-least-once, or exactly-once: results become readable with each checkpoint"),
  PLAYS_ACCOUNTING(
      "plays.accounting",
      "auto",
      "time rendered: auto (player_state, else play_ms), deltas, states"),
  PLAYS_SILENCE(
      "plays.silence", "30 s", "a play that is not heard of for so long ended with its last event"),
  PLAYS_HIDDEN_SILENCE(
      "plays.hidden-silence", "2 min", "the same while the player is in the background"),
  PLAYS_STALL_CAP("plays.stall-cap", "5 min", "a stall of that length closes the play"),
  PLAYS_PAUSE_CAP("plays.pause-cap", "1 h", "a pause of that length closes the play"),
  PLAYS_MAX_OPEN("plays.max-open", "250000", "sessions whose plays are tracked, per subtask"),
  MEASURES(
      "measures",
      "quality,plays",
      "quality (always), plays, completeness (with plays); what is off costs nothing"),
  WINDOW_SIZE("window.size", "5 s", "length of a window, a multiple of window.slide"),
  WINDOW_SLIDE("window.slide", "1 s", "distance between windows, and how often results come"),
  COHORTS(
      "cohorts", "app; app,os; app,network; app,cdn", "sets of dimensions, each starting with app"),
  EVENT_TIME_SOURCE(
      "event-time.source",
      "event",
      "event (its timestamp) or record (Kafka's; the event's then decides nothing)"),
  OUT_OF_ORDERNESS("event-time.out-of-orderness", "2 s", "how long a window waits for stragglers"),
  ALLOWED_LATENESS(
      "event-time.allowed-lateness",
      "30 s",
      "how long after that late events still change their windows"),
  IDLE_TIMEOUT(
      "event-time.idle-timeout",
      "5 s",
      "after so long at its end a partition holds no window back"),
  MAX_AHEAD(
      "event-time.max-ahead",
      "1 min",
      "events further ahead of record or wall clock are rejected (future_timestamp)"),
  OLDEST(
      "event-time.oldest",
      "2000-01-01T00:00:00Z",
      "events before are rejected (timestamp_unit or out_of_range)"),
  DEDUP_WINDOW(
      "dedup.window", "0 s", "repeats of an event_id within so long are dropped (0 s: none)"),
  COHORTS_MAX(
      "cohorts.max",
      "100000",
      "cohorts with windows of their own, per subtask; the rest is summed as __other__"),
  METRICS_MAX_COHORTS(
      "metrics.max-cohorts",
      "500",
      "cohorts with series of their own, per subtask; the rest is summed as __other__"),
  METRICS_IDLE_TIMEOUT(
      "metrics.idle-timeout", "10 min", "after so long without an event a cohort's series end"),
  METRICS_FIRST_SCRAPE(
      "metrics.first-scrape",
      "10 s",
      "so long a new counter shows 0 before it counts: at least the scrape interval"),
  METRICS_PUSH_URL(
      "metrics.push-url",
      "",
      "with events.bounded=true: a Pushgateway that gets the metrics while the run lasts"),
  METRICS_PUSH_JOB(
      "metrics.push-job",
      "playback-backfill",
      "grouping key of the run there; two runs at a time need two"),
  METRICS_PUSH_INTERVAL("metrics.push-interval", "5 s", "time between two pushes");

  private final String text;
  private final String defaultValue;
  private final String meaning;

  SettingKey(String text, String defaultValue, String meaning) {
    this.text = text;
    this.defaultValue = defaultValue;
    this.meaning = meaning;
  }

  /** The key as it is written on the command line and in files. */
  public String text() {
    return text;
  }

  public String defaultValue() {
    return defaultValue;
  }

  public String meaning() {
    return meaning;
  }

  static Optional<SettingKey> named(String text) {
    return Arrays.stream(values()).filter(key -> key.text.equals(text)).findFirst();
  }

  /** The table that {@code --help} prints. */
  public static String help() {
    return Arrays.stream(values())
        .map(key -> String.format("  --%-30s %-36s %s", key.text, key.defaultValue, key.meaning))
        .collect(
            Collectors.joining(
                "\n",
                "Windowed playback quality from Kafka to Kafka and Prometheus.\n\n"
                    + "  --key value on the command line, or key=value in a file given with --config"
                    + " FILE; the command line wins.\n\n"
                    + String.format("  --%-30s %-36s %s%n", "KEY", "DEFAULT", "MEANING"),
                "\n"
                    + String.format(
                        "  --%-30s %-36s %s%n",
                        JobSettings.KAFKA_PREFIX + "*",
                        "",
                        "passed to every Kafka client (security.protocol, sasl.*, ssl.* …)")
                    + String.format(
                        "  --%-30s %-36s %s%n", "config", "", "a properties file, UTF-8")
                    + "\nDurations: a whole number and ms, s, min, h or d, such as 500 ms.\n"));
  }
}
