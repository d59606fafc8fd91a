package io.playbackanalytics.settings;

import io.playbackanalytics.event.CohortDefinition;
import io.playbackanalytics.event.EventField;
import io.playbackanalytics.event.EventTime;
import io.playbackanalytics.measure.total.MeasureGroup;
import io.playbackanalytics.measure.total.Measures;
import io.playbackanalytics.measure.window.Hop;
import io.playbackanalytics.measure.window.Lateness;
import io.playbackanalytics.metric.MetricExport;
import io.playbackanalytics.metric.push.PushTarget;
import io.playbackanalytics.play.Accounting;
import io.playbackanalytics.play.PlayRules;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** From text to values, one method a kind of value; every failure names key, value and remedy. */
final class SettingsReader {

  private static final Pattern TOPIC = Pattern.compile("(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,249}");
  private static final Pattern BROKER =
      Pattern.compile("(\\w+://)?([\\w.%-]+|\\[[\\w.%:]+]):(?<port>\\d{1,5})");
  private static final int HIGHEST_PORT = 65_535;
  private static final Duration LONGEST = Duration.ofDays(7);

  /** Brokers are asked several times in it whether a silent partition is read to its end. */
  private static final Duration SHORTEST_IDLE_TIMEOUT = Duration.ofMillis(100);

  /** Every window is summed from its slices each time it fires. */
  private static final int MOST_SLICES = 3600;

  /** Buffering that begins so soon after a seek is its consequence. */
  private static final Duration SEEK_GRACE = Duration.ofSeconds(1);

  /** No event's timestamp is before it. */
  private static final Instant FIRST = Instant.ofEpochMilli(EventField.TIMESTAMP.min());

  /** The last instant that Kafka can look records up by. */
  private static final Instant LAST = Instant.ofEpochMilli(Long.MAX_VALUE);

  /** What a line that names a wrong URL must not show. */
  private static final Pattern LOGIN_IN_URL = Pattern.compile("//[^/]*@");

  /** So an event of this size, with key and headers, fits into a request of the sinks. */
  private static final int MOST_BYTES = 32 << 20;

  /** Client properties that settings of ours decide, and which. */
  private static final Map<String, SettingKey> OWNED =
      Map.of(
          "bootstrap.servers", SettingKey.BOOTSTRAP_SERVERS,
          "group.id", SettingKey.EVENTS_GROUP_ID,
          "auto.offset.reset", SettingKey.EVENTS_START);

  private final SettingsText text;

  SettingsReader(SettingsText text) {
    this.text = text;
  }

  JobSettings read() {
    Map<SettingKey, String> topics = topics();
    return new JobSettings(
        brokers(SettingKey.BOOTSTRAP_SERVERS),
        kafkaProperties(),
        topics.get(SettingKey.EVENTS_TOPIC),
        nonEmpty(SettingKey.EVENTS_GROUP_ID, "a name"),
        start(),
        flag(SettingKey.EVENTS_BOUNDED),
        bytes(SettingKey.EVENTS_MAX_BYTES),
        topics.get(SettingKey.QUALITY_TOPIC),
        topics.get(SettingKey.REJECTED_TOPIC),
        topics.get(SettingKey.LATE_TOPIC),
        oneOf(
            SettingKey.SINK_DELIVERY,
            Map.of("at-least-once", Delivery.AT_LEAST_ONCE, "exactly-once", Delivery.EXACTLY_ONCE)),
        plays(topics.get(SettingKey.PLAYS_TOPIC)),
        measures(),
        new Lateness(hop(), duration(SettingKey.ALLOWED_LATENESS, Duration.ZERO)),
        cohorts(),
        new EventTime(
            oneOf(
                SettingKey.EVENT_TIME_SOURCE,
                Map.of("event", EventTime.Clock.EVENT, "record", EventTime.Clock.RECORD)),
            duration(SettingKey.MAX_AHEAD, Duration.ZERO),
            duration(SettingKey.OUT_OF_ORDERNESS, Duration.ZERO),
            oldest()),
        duration(SettingKey.IDLE_TIMEOUT, SHORTEST_IDLE_TIMEOUT),
        dedupWindow(),
        maxCohorts(),
        maxCohortSeries(),
        cohortIdleTimeout(),
        metricExport());
  }

  private String brokers(SettingKey key) {
    for (String broker : text.of(key).split(",", -1)) {
      Matcher matcher = BROKER.matcher(broker.strip());
      if (!matcher.matches() || Integer.parseInt(matcher.group("port")) > HIGHEST_PORT) {
        throw wrong(key, "host:port, or several of them separated by commas");
      }
    }
    return text.of(key);
  }

  private Map<String, String> kafkaProperties() {
    OWNED.forEach(
        (property, key) -> {
          if (text.kafkaProperties().containsKey(property)) {
            throw new SettingsException(
                JobSettings.KAFKA_PREFIX
                    + property
                    + " contradicts "
                    + key.text()
                    + ": set only the latter");
          }
        });
    return text.kafkaProperties();
  }

  private Map<SettingKey, String> topics() {
    Map<SettingKey, String> topics = new HashMap<>();
    Map<String, SettingKey> seen = new HashMap<>();
    for (SettingKey key :
        List.of(
            SettingKey.EVENTS_TOPIC,
            SettingKey.QUALITY_TOPIC,
            SettingKey.PLAYS_TOPIC,
            SettingKey.REJECTED_TOPIC,
            SettingKey.LATE_TOPIC)) {
      String topic = text.of(key);
      if (!TOPIC.matcher(topic).matches()) {
        throw wrong(key, "1 to 249 of the characters a-z A-Z 0-9 . _ -, but not . or ..");
      }
      SettingKey same = seen.put(topic, key);
      if (same != null) {
        throw wrong(key, "another topic than " + same.text());
      }
      topics.put(key, topic);
    }
    return topics;
  }

  private StartPosition start() {
    String start = text.of(SettingKey.EVENTS_START);
    if (start.equals("latest") && flag(SettingKey.EVENTS_BOUNDED)) {
      throw wrong(
          SettingKey.EVENTS_START,
          "another start with " + written(SettingKey.EVENTS_BOUNDED) + ", or nothing is read");
    }
    return switch (start) {
      case "committed" -> new StartPosition.Committed();
      case "committed-or-earliest" -> new StartPosition.CommittedOrEarliest();
      case "earliest" -> new StartPosition.Earliest();
      case "latest" -> new StartPosition.Latest();
      default -> new StartPosition.From(instant(start));
    };
  }

  private Instant instant(String start) {
    return instantBetween(Instant.EPOCH, start)
        .orElseThrow(
            () ->
                wrong(
                    SettingKey.EVENTS_START,
                    "committed, committed-or-earliest, earliest, latest or an instant since 1970"
                        + " such as 2026-03-01T12:00:00Z"));
  }

  private Instant oldest() {
    return instantBetween(FIRST, text.of(SettingKey.OLDEST))
        .orElseThrow(
            () ->
                wrong(SettingKey.OLDEST, "an instant such as " + SettingKey.OLDEST.defaultValue()));
  }

  private static Optional<Instant> instantBetween(Instant first, String text) {
    try {
      return Optional.of(Instant.parse(text))
          .filter(instant -> !instant.isBefore(first) && !instant.isAfter(LAST));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private Hop hop() {
    Duration size = duration(SettingKey.WINDOW_SIZE, Duration.ofMillis(1));
    Duration slide = duration(SettingKey.WINDOW_SLIDE, Duration.ofMillis(1));
    if (size.toMillis() % slide.toMillis() != 0) {
      throw wrong(SettingKey.WINDOW_SIZE, "a multiple of " + written(SettingKey.WINDOW_SLIDE));
    }
    if (size.toMillis() / slide.toMillis() > MOST_SLICES) {
      throw wrong(
          SettingKey.WINDOW_SIZE,
          "at most " + MOST_SLICES + " times " + written(SettingKey.WINDOW_SLIDE));
    }
    return new Hop(size, slide);
  }

  private PlaySettings plays(String topic) {
    Duration silence = duration(SettingKey.PLAYS_SILENCE, Duration.ofMillis(1));
    Duration hiddenSilence = duration(SettingKey.PLAYS_HIDDEN_SILENCE, Duration.ofMillis(1));
    if (hiddenSilence.compareTo(silence) < 0) {
      throw wrong(SettingKey.PLAYS_HIDDEN_SILENCE, "at least " + written(SettingKey.PLAYS_SILENCE));
    }
    return new PlaySettings(
        topic,
        new PlayRules(
            accounting(),
            silence,
            hiddenSilence,
            duration(SettingKey.PLAYS_STALL_CAP, Duration.ofMillis(1)),
            duration(SettingKey.PLAYS_PAUSE_CAP, Duration.ofMillis(1)),
            SEEK_GRACE),
        maxOpenSessions());
  }

  private Accounting accounting() {
    return oneOf(
        SettingKey.PLAYS_ACCOUNTING,
        Map.of("auto", Accounting.AUTO, "deltas", Accounting.DELTAS, "states", Accounting.STATES));
  }

  private int maxOpenSessions() {
    if (text.of(SettingKey.PLAYS_MAX_OPEN).matches("[1-9]\\d{0,7}")) {
      return Integer.parseInt(text.of(SettingKey.PLAYS_MAX_OPEN));
    }
    throw wrong(SettingKey.PLAYS_MAX_OPEN, "a number of sessions, 1 to 99999999");
  }

  private Measures measures() {
    Set<MeasureGroup> groups = EnumSet.noneOf(MeasureGroup.class);
    for (String name : text.of(SettingKey.MEASURES).split(",", -1)) {
      MeasureGroup group =
          MeasureGroup.named(name.strip())
              .orElseThrow(() -> wrong(SettingKey.MEASURES, "some of " + MeasureGroup.all()));
      if (!groups.add(group)) {
        throw wrong(SettingKey.MEASURES, "each group once ('" + group.wire() + "' is there twice)");
      }
    }
    if (!groups.contains(MeasureGroup.QUALITY)) {
      throw wrong(SettingKey.MEASURES, MeasureGroup.QUALITY.wire() + " among them");
    }
    if (groups.contains(MeasureGroup.COMPLETENESS) && !groups.contains(MeasureGroup.PLAYS)) {
      throw wrong(
          SettingKey.MEASURES,
          MeasureGroup.COMPLETENESS.wire()
              + " only with "
              + MeasureGroup.PLAYS.wire()
              + ", which count the events of each session");
    }
    return new Measures(groups, accounting());
  }

  private List<CohortDefinition> cohorts() {
    List<CohortDefinition> cohorts = new ArrayList<>();
    for (String part : text.of(SettingKey.COHORTS).split(";", -1)) {
      CohortDefinition definition;
      try {
        definition = CohortDefinition.parse(part);
      } catch (IllegalArgumentException e) {
        throw wrong(
            SettingKey.COHORTS,
            "sets of dimensions such as 'app; app,os' (" + e.getMessage() + ")");
      }
      if (cohorts.contains(definition)) {
        throw wrong(SettingKey.COHORTS, "each set once ('" + definition + "' is there twice)");
      }
      cohorts.add(definition);
    }
    return cohorts;
  }

  private Duration duration(SettingKey key, Duration least) {
    return Durations.parse(text.of(key))
        .filter(d -> d.compareTo(least) >= 0 && d.compareTo(LONGEST) <= 0)
        .orElseThrow(
            () ->
                wrong(
                    key,
                    "a duration such as "
                        + key.defaultValue()
                        + ", "
                        + least.toMillis()
                        + " ms to "
                        + LONGEST.toDays()
                        + " d"));
  }

  private boolean flag(SettingKey key) {
    return oneOf(key, Map.of("true", true, "false", false));
  }

  private int bytes(SettingKey key) {
    if (text.of(key).matches("[1-9]\\d{0,7}") && Integer.parseInt(text.of(key)) <= MOST_BYTES) {
      return Integer.parseInt(text.of(key));
    }
    throw wrong(key, "a number of bytes, 1 to " + MOST_BYTES);
  }

  /** Shorter, and a repeat of an event that is not late could be counted. */
  private Duration dedupWindow() {
    Duration window = duration(SettingKey.DEDUP_WINDOW, Duration.ZERO);
    Duration least = hop().size().plus(duration(SettingKey.ALLOWED_LATENESS, Duration.ZERO));
    if (!window.isZero() && window.compareTo(least) < 0) {
      throw wrong(
          SettingKey.DEDUP_WINDOW,
          "0 s, or at least "
              + written(SettingKey.WINDOW_SIZE)
              + " and "
              + written(SettingKey.ALLOWED_LATENESS)
              + " together");
    }
    return window;
  }

  /** Shorter, and the series of cohorts that are in windows now would end and begin again. */
  private Duration cohortIdleTimeout() {
    Duration least = hop().size().plus(duration(SettingKey.IDLE_TIMEOUT, SHORTEST_IDLE_TIMEOUT));
    Duration timeout = duration(SettingKey.METRICS_IDLE_TIMEOUT, Duration.ofMillis(1));
    if (timeout.compareTo(least) < 0) {
      throw wrong(
          SettingKey.METRICS_IDLE_TIMEOUT,
          "at least "
              + written(SettingKey.WINDOW_SIZE)
              + " and "
              + written(SettingKey.IDLE_TIMEOUT)
              + " together");
    }
    return timeout;
  }

  private int maxCohorts() {
    if (text.of(SettingKey.COHORTS_MAX).matches("[1-9]\\d{0,6}")) {
      return Integer.parseInt(text.of(SettingKey.COHORTS_MAX));
    }
    throw wrong(SettingKey.COHORTS_MAX, "a number of cohorts, 1 to 9999999");
  }

  private int maxCohortSeries() {
    if (text.of(SettingKey.METRICS_MAX_COHORTS).matches("0|[1-9]\\d{0,5}")) {
      return Integer.parseInt(text.of(SettingKey.METRICS_MAX_COHORTS));
    }
    throw wrong(SettingKey.METRICS_MAX_COHORTS, "a number of cohorts, 0 to 999999");
  }

  private MetricExport metricExport() {
    String job = text.of(SettingKey.METRICS_PUSH_JOB);
    if (!PushTarget.isJob(job)) {
      throw wrong(
          SettingKey.METRICS_PUSH_JOB, "1 to 128 of the characters a-z A-Z 0-9 . _ -, not . or ..");
    }
    Duration interval = duration(SettingKey.METRICS_PUSH_INTERVAL, Duration.ofMillis(100));
    Duration firstScrape = duration(SettingKey.METRICS_FIRST_SCRAPE, Duration.ZERO);
    if (text.of(SettingKey.METRICS_PUSH_URL).isEmpty()) {
      return new MetricExport.Scraped(firstScrape);
    }
    if (!flag(SettingKey.EVENTS_BOUNDED)) {
      throw wrong(
          SettingKey.METRICS_PUSH_URL,
          "only with "
              + SettingKey.EVENTS_BOUNDED.text()
              + "=true, since a run without an end is scraped");
    }
    return new MetricExport.Pushed(new PushTarget(gateway(), job, interval), firstScrape);
  }

  private URI gateway() {
    try {
      URI gateway = new URI(text.of(SettingKey.METRICS_PUSH_URL));
      if (PushTarget.isGateway(gateway)) {
        return gateway;
      }
    } catch (URISyntaxException e) {
      // Said below.
    }
    throw wrong(SettingKey.METRICS_PUSH_URL, "an address such as http://pushgateway:9091");
  }

  private String nonEmpty(SettingKey key, String right) {
    if (text.of(key).isEmpty()) {
      throw wrong(key, right);
    }
    return text.of(key);
  }

  private <T> T oneOf(SettingKey key, Map<String, T> values) {
    T value = values.get(text.of(key));
    if (value == null) {
      throw wrong(key, String.join(" or ", values.keySet().stream().sorted().toList()));
    }
    return value;
  }

  private SettingsException wrong(SettingKey key, String right) {
    String withoutLogin = LOGIN_IN_URL.matcher(written(key)).replaceAll("//…@");
    return new SettingsException(withoutLogin + " is wrong: " + right);
  }

  private String written(SettingKey key) {
    return key.text() + "=" + text.of(key);
  }
}
