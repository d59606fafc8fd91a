package io.playbackanalytics.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.playbackanalytics.event.CohortDefinition;
import io.playbackanalytics.kafka.KafkaTopics;
import io.playbackanalytics.lint.Expression;
import io.playbackanalytics.measure.total.Measure;
import io.playbackanalytics.measure.total.Measures;
import io.playbackanalytics.metric.CohortMetric;
import io.playbackanalytics.metric.MetricCatalog;
import io.playbackanalytics.oracle.BruteForce;
import io.playbackanalytics.oracle.PublishedQuality;
import io.playbackanalytics.process.Await;
import io.playbackanalytics.process.LiveEvents;
import io.playbackanalytics.process.LivePlays;
import io.playbackanalytics.process.PrometheusProcess;
import io.playbackanalytics.process.Stack;
import io.playbackanalytics.process.Workplace;
import io.playbackanalytics.settings.JobSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Players play on a real cluster, fall silent, and then the job is ended; what Prometheus answered
 * in each of these acts, and what is on the topic.
 */
final class WatchedPlay {

  static final List<CohortDefinition> DEFINITIONS = JobSettings.parse().cohorts();

  /** Ratios over 30 s, of which nothing is known soon after the last event. */
  static final List<String> RATIOS_OF_NOW =
      List.of(
          "playback:stall_ratio:app",
          "playback:stall_ratio:app_os",
          "playback:stall_ratio:app_network",
          "playback:stall_ratio:app_cdn",
          "playback:decode_failure_ratio:app",
          "playback:decode_failure_ratio:app_os",
          "playback:decode_failure_ratio:app_network",
          "playback:decode_failure_ratio:app_cdn");

  private static final long SEED = 20260401;
  private static final int PARTITIONS = 4;

  /** So many that over 5 minutes, of which players play one, ratios of every app may alert. */
  private static final int EVENTS_PER_SECOND = 2500;

  /** So many that dashboards show their app among those with most events. */
  private static final int REPORTS_PER_SECOND = 300;

  /** So that rates over 30 s have all their samples, and those over 5 minutes some. */
  private static final Duration WATCHED = Duration.ofSeconds(75);

  private final Map<Expression, List<PrometheusProcess.Sample>> whilePlaying = new HashMap<>();
  private final Map<Expression, List<PrometheusProcess.Sample>> inSilence = new HashMap<>();
  private final Map<Expression, List<PrometheusProcess.Sample>> withoutJob = new HashMap<>();
  private final Map<String, List<PrometheusProcess.Sample>> atRest = new HashMap<>();
  private final Map<String, List<PrometheusProcess.Sample>> histories = new HashMap<>();
  private final Map<MetricCatalog, Long> totals = new HashMap<>();
  private final LiveEvents players;
  private final LivePlays plays;
  private final long rollCallEnd;
  private final List<Map<String, String>> series;
  private final JsonNode rules;
  private final JsonNode targets;
  private final PublishedQuality published;
  private final List<String> log;

  WatchedPlay() throws Exception {
    try (Stack stack = Stack.start(Workplace.of(WatchedClusterIT.class), Map.of())) {
      PrometheusProcess prometheus = stack.prometheus();
      KafkaTopics topics = new KafkaTopics(stack.kafka().bootstrapServers(), "watched", PARTITIONS);
      String job =
          stack.submit(
              Optional.empty(),
              topics.arguments(
                  "--metrics.first-scrape",
                  "10 s",
                  "--measures",
                  "quality,plays,completeness",
                  // Nobody plays soon after the last report.
                  "--plays.pause-cap",
                  "30 s",
                  "--plays.hidden-silence",
                  "30 s"));
      Instant begin = Instant.now();
      players = LiveEvents.start(topics, PARTITIONS, EVENTS_PER_SECOND, SEED);
      try (players) {
        rollCallEnd = letPrometheusSeeEveryCohort(prometheus);
        topics.readUntil(topics.quality(), records -> !records.isEmpty());
        players.disturb();
        plays = LivePlays.start(topics, PARTITIONS, REPORTS_PER_SECOND, SEED);
        try (plays) {
          Instant enough = Instant.now().plus(WATCHED);
          Await.until("players have played", enough);
          ask(prometheus, whilePlaying);
          rules = prometheus.rules();
          targets = prometheus.targets();
        }
      }

      awaitSilence(prometheus);
      ask(prometheus, inSilence);
      collect(prometheus, begin);
      series = prometheus.series(begin);

      stack.flink().rest().drain(job);
      published = PublishedQuality.of(topics.readAll(topics.quality()));
      log = stack.flink().log().toList();
      Await.until(
          "Prometheus knows that the job is gone",
          () -> prometheus.query("{job_name=\"playback-analytics\"}"),
          List::isEmpty);
      ask(prometheus, withoutJob);
    }
  }

  /**
   * What a counter has before its first scrape is unknown to rates. A pause in which every series
   * is scraped makes them comparable with the topic.
   *
   * @return the end of the last windows that hold only what came before the pause
   */
  private long letPrometheusSeeEveryCohort(PrometheusProcess prometheus) {
    Await.until("every cohort was heard of", () -> players.sent() >= EVENTS_PER_SECOND);
    players.pause();
    long end = (System.currentTimeMillis() + 1000 + 4999) / 5000 * 5000;
    String everyCohortsEvents =
        "sum("
            + CohortMetric.total(Measure.EVENTS).exportedName(CohortDefinition.parse("app,cdn"))
            + ")";
    Await.until(
        "Prometheus knows all cohorts",
        () -> prometheus.query(everyCohortsEvents),
        sum -> !sum.isEmpty() && sum.get(0).value() == players.sent());
    Await.until(
        "windows no longer hold what is before the pause",
        () -> System.currentTimeMillis() > end + 1000);
    players.resume();
    return end;
  }

  private void awaitSilence(PrometheusProcess prometheus) {
    Await.until(
        "Prometheus knows that all is read",
        () -> total(prometheus, MetricCatalog.RECORDS_READ),
        read -> read == players.sent() + plays.sent());
    for (String ratio : RATIOS_OF_NOW) {
      Await.until(
          "nothing is known of " + ratio, () -> prometheus.query(ratio + " >= 0"), List::isEmpty);
    }
    Await.until("nothing is read", () -> !prometheus.query(rule("NoEvents").text()).isEmpty());
  }

  private void collect(PrometheusProcess prometheus, Instant begin) {
    for (MetricCatalog metric : MetricCatalog.values()) {
      totals.put(metric, Math.round(total(prometheus, metric)));
    }
    for (CohortMetric metric : CohortMetric.of(Measures.all())) {
      for (CohortDefinition definition : DEFINITIONS) {
        String name = metric.exportedName(definition);
        atRest.put(name, prometheus.query(name));
        histories.put(name, prometheus.history(name, begin));
      }
    }
  }

  private static void ask(
      PrometheusProcess prometheus, Map<Expression, List<PrometheusProcess.Sample>> answers) {
    for (Expression expression : Expression.all()) {
      answers.put(expression, prometheus.query(expression.text()));
    }
  }

  private static double total(PrometheusProcess prometheus, MetricCatalog metric) {
    return prometheus.query("sum(" + metric.exportedName() + ")").stream()
        .mapToDouble(PrometheusProcess.Sample::value)
        .findFirst()
        .orElse(Double.NaN);
  }

  /** The rule that records or alerts under that name. */
  static Expression rule(String name) {
    return Expression.rules().stream()
        .filter(rule -> rule.origin().equals(name))
        .findFirst()
        .orElseThrow();
  }

  List<PrometheusProcess.Sample> whilePlaying(Expression expression) {
    return whilePlaying.get(expression);
  }

  List<PrometheusProcess.Sample> inSilence(Expression expression) {
    return inSilence.get(expression);
  }

  List<PrometheusProcess.Sample> withoutJob(Expression expression) {
    return withoutJob.get(expression);
  }

  /** The metric's series when all was read. */
  List<PrometheusProcess.Sample> atRest(String metric) {
    return atRest.get(metric);
  }

  /** Every sample that was ever scraped of the metric. */
  List<PrometheusProcess.Sample> history(String metric) {
    return histories.get(metric);
  }

  /** The sum over the subtasks when all was read. */
  long total(MetricCatalog metric) {
    return totals.get(metric);
  }

  LiveEvents players() {
    return players;
  }

  LivePlays plays() {
    return plays;
  }

  /** The labels of every series there was, names included. */
  List<Map<String, String>> series() {
    return series;
  }

  JsonNode rules() {
    return rules;
  }

  JsonNode targets() {
    return targets;
  }

  PublishedQuality published() {
    return published;
  }

  /** What JobManager and TaskManagers have logged. */
  List<String> log() {
    return log;
  }

  /** Whether players play there whose reports are all there is to it: of plays nothing is known. */
  static boolean isOfReports(String cohort) {
    return !(cohort + ",").startsWith("app=" + LivePlays.APP + ",");
  }

  /** By cohort the sum over the topic's windows that don't overlap. */
  Map<String, Long> sums(ToLongFunction<BruteForce.Sums> sum) {
    Map<String, Long> all = new HashMap<>(sumsBeforePause(sum));
    sumsAfterPause(sum).forEach((cohort, value) -> all.merge(cohort, value, Long::sum));
    return all;
  }

  Map<String, Long> sumsBeforePause(ToLongFunction<BruteForce.Sums> sum) {
    return sums(sum, false);
  }

  Map<String, Long> sumsAfterPause(ToLongFunction<BruteForce.Sums> sum) {
    return sums(sum, true);
  }

  private Map<String, Long> sums(ToLongFunction<BruteForce.Sums> sum, boolean afterPause) {
    Map<String, Long> sums = new HashMap<>();
    published
        .counting()
        .forEach(
            (key, window) -> {
              if (isOfReports(key.cohort())
                  && key.windowEnd() % 5000 == 0
                  && key.windowEnd() > rollCallEnd == afterPause) {
                sums.merge(key.cohort(), sum.applyAsLong(window), Long::sum);
              }
            });
    return sums;
  }
}
