package io.playbackanalytics.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.playbackanalytics.event.Cohort;
import io.playbackanalytics.event.CohortDefinition;
import io.playbackanalytics.event.Dimension;
import io.playbackanalytics.kafka.KafkaTopics;
import io.playbackanalytics.lint.Expression;
import io.playbackanalytics.lint.PromQl;
import io.playbackanalytics.metric.MetricCatalog;
import io.playbackanalytics.oracle.BruteForce;
import io.playbackanalytics.oracle.PublishedQuality;
import io.playbackanalytics.process.Await;
import io.playbackanalytics.process.LiveEvents;
import io.playbackanalytics.process.PrometheusProcess;
import io.playbackanalytics.process.Stack;
import io.playbackanalytics.process.Workplace;
import io.playbackanalytics.settings.JobSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The job on a real cluster, watched by a real Prometheus with the project's own files: while
 * players play, when they all stop, and when the job is gone.
 */
class WatchedClusterIT {

  private static final long SEED = 20260401;
  private static final int PARTITIONS = 4;

  /** So many that over 5 minutes, of which players play one, ratios of every app may alert. */
  private static final int EVENTS_PER_SECOND = 2500;

  /** So that rates over 30 s have all their samples, and those over 5 minutes some. */
  private static final Duration WATCHED = Duration.ofSeconds(75);

  /** Recorded from what was recorded an hour before. */
  private static final Set<String> NOT_YET =
      Set.of("playback:playback_seconds_per_second_1h_ago:app");

  /** Where nothing is the right answer while players play and all is well. */
  private static final Set<String> NOTHING_DUE =
      Set.of(
          "PlaybackFallen",
          "NoEvents",
          "RejectedSurge",
          "LateSurge",
          "ConsumerLagGrowing",
          "WatermarkStuck",
          "CohortsOverflow",
          "EventsDropped",
          "JobDown",
          "JobRestarting",
          "CheckpointsFailing",
          "TargetNotScraped",
          "playback:playback_seconds_per_second_1h_ago:app",
          "playback-quality: Players rendering, now and an hour before B",
          "playback-quality: Alerts that are firing A",
          "job-health: Firing alerts Anno",
          "playback-quality: Firing alerts Anno");

  private static final List<String> RATIOS_OF_NOW =
      List.of(
          "playback:stall_ratio:app",
          "playback:stall_ratio:app_os",
          "playback:stall_ratio:app_network",
          "playback:stall_ratio:app_cdn",
          "playback:decode_failure_ratio:app",
          "playback:decode_failure_ratio:app_os",
          "playback:decode_failure_ratio:app_network",
          "playback:decode_failure_ratio:app_cdn");

  private static final List<CohortDefinition> DEFINITIONS = JobSettings.parse().cohorts();

  private static final Set<String> GAUGES_OF_WINDOWS =
      DEFINITIONS.stream()
          .flatMap(
              definition ->
                  Stream.of(
                          MetricCatalog.STALL_RATIO,
                          MetricCatalog.DECODE_FAILURE_RATIO,
                          MetricCatalog.PLAYBACK_SECONDS)
                      .map(metric -> metric.exportedName(definition)))
          .collect(Collectors.toSet());

  private static Stack stack;
  private static Instant begin;

  /** Windows that end here or before hold only what came before the pause. */
  private static long rollCallEnd;

  private static LiveEvents players;

  /** What each expression answered. */
  private static final Map<Expression, List<PrometheusProcess.Sample>> WHILE_PLAYING =
      new HashMap<>();

  private static final Map<Expression, List<PrometheusProcess.Sample>> IN_SILENCE = new HashMap<>();
  private static final Map<Expression, List<PrometheusProcess.Sample>> WITHOUT_JOB =
      new HashMap<>();

  private static final Map<String, List<PrometheusProcess.Sample>> COUNTERS = new HashMap<>();
  private static final Map<String, List<PrometheusProcess.Sample>> GAUGES = new HashMap<>();
  private static final Map<String, Double> CONSERVATION = new HashMap<>();
  private static List<Map<String, String>> series;
  private static JsonNode rules;
  private static JsonNode targets;
  private static PublishedQuality published;
  private static List<String> log;

  @BeforeAll
  static void playAndWatch() throws Exception {
    stack = Stack.start(Workplace.of(WatchedClusterIT.class), Map.of());
    KafkaTopics topics = new KafkaTopics(stack.kafka().bootstrapServers(), "watched", PARTITIONS);
    String job = stack.submit(Optional.empty(), topics.arguments());
    begin = Instant.now();
    players = LiveEvents.start(topics, PARTITIONS, EVENTS_PER_SECOND, SEED);
    letPrometheusSeeEveryCohort();
    topics.readUntil(topics.quality(), records -> !records.isEmpty());
    players.disturb();
    Instant enough = Instant.now().plus(WATCHED);
    Await.until("players have played", () -> Instant.now().isAfter(enough));
    ask(WHILE_PLAYING);
    rules = stack.prometheus().rules();
    targets = stack.prometheus().targets();

    players.stop();
    Await.until(
        "Prometheus knows that all is read",
        () -> total(MetricCatalog.RECORDS_READ),
        read -> read == players.sent());
    for (String ratio : RATIOS_OF_NOW) {
      Await.until(
          "nothing is known of " + ratio,
          () -> stack.prometheus().query(ratio + " >= 0"),
          List::isEmpty);
    }
    Await.until(
        "nothing is read", () -> !stack.prometheus().query(rule("NoEvents").text()).isEmpty());
    ask(IN_SILENCE);
    for (MetricCatalog metric : MetricCatalog.values()) {
      if (metric.labels() == MetricCatalog.Labels.NONE) {
        CONSERVATION.put(metric.text(), total(metric));
      } else {
        for (CohortDefinition definition : DEFINITIONS) {
          String name = metric.exportedName(definition);
          COUNTERS.put(name, stack.prometheus().query(name));
          GAUGES.put(name, stack.prometheus().history(name, begin));
        }
      }
    }
    series = stack.prometheus().series(begin);

    stack.flink().rest().drain(job);
    published = PublishedQuality.of(topics.readAll(topics.quality()));
    log = stack.flink().log().toList();
    Await.until(
        "Prometheus knows that the job is gone",
        () -> stack.prometheus().query("{job_name=\"playback-analytics\"}"),
        List::isEmpty);
    ask(WITHOUT_JOB);
  }

  /**
   * What a counter has before its first scrape is unknown to rates. A pause in which every series
   * is scraped makes them comparable with the topic.
   */
  private static void letPrometheusSeeEveryCohort() {
    Instant heard = Instant.now().plusSeconds(1);
    Await.until("every cohort was heard of", () -> Instant.now().isAfter(heard));
    players.pause();
    rollCallEnd = (System.currentTimeMillis() + 1000 + 4999) / 5000 * 5000;
    Await.until(
        "Prometheus knows all cohorts",
        () -> total(MetricCatalog.RECORDS_AGGREGATED),
        read -> read == players.sent());
    String everyCohortsEvents =
        "sum(" + MetricCatalog.EVENTS.exportedName(CohortDefinition.parse("app,cdn")) + ")";
    Await.until(
        "and what is in their slices",
        () -> stack.prometheus().query(everyCohortsEvents),
        sum -> !sum.isEmpty() && sum.get(0).value() == players.sent());
    Await.until(
        "windows no longer hold what is before the pause",
        () -> System.currentTimeMillis() > rollCallEnd + 1000);
    players.resume();
  }

  @AfterAll
  static void stop() throws Exception {
    if (stack != null) {
      stack.close();
    }
  }

  private static void ask(Map<Expression, List<PrometheusProcess.Sample>> answers) {
    for (Expression expression : Expression.all()) {
      answers.put(expression, stack.prometheus().query(expression.text()));
    }
  }

  private static double total(MetricCatalog metric) {
    return stack.prometheus().query("sum(" + metric.exportedName() + ")").stream()
        .mapToDouble(PrometheusProcess.Sample::value)
        .findFirst()
        .orElse(Double.NaN);
  }

  static List<Expression> expressions() {
    return Expression.all();
  }

  @Test
  void everyTargetIsScraped() {
    assertThat(targets).hasSize(6);
    assertThat(targets).allSatisfy(t -> assertThat(t.get("health").asText()).isEqualTo("up"));
  }

  @Test
  void everyRuleIsEvaluated() {
    List<JsonNode> all =
        StreamSupport.stream(rules.spliterator(), false)
            .flatMap(group -> StreamSupport.stream(group.get("rules").spliterator(), false))
            .toList();
    assertThat(all).hasSize(Expression.rules().size());
    assertThat(all).allSatisfy(rule -> assertThat(rule.get("health").asText()).isEqualTo("ok"));
  }

  @ParameterizedTest
  @MethodSource("expressions")
  void answersWithDataWhereDataIsDue(Expression expression) {
    List<PrometheusProcess.Sample> known =
        WHILE_PLAYING.get(expression).stream().filter(s -> !Double.isNaN(s.value())).toList();
    assertThat(known.isEmpty())
        .as("%s", known)
        .isEqualTo(NOTHING_DUE.contains(expression.origin()));
  }

  /** Ratios of now, and everything that shows the last window. */
  @ParameterizedTest
  @MethodSource("expressions")
  void answersWithNaNOrNothingWhereNobodyPlays(Expression expression) {
    boolean aboutNow =
        PromQl.of(expression.text()).metrics().stream()
            .anyMatch(name -> RATIOS_OF_NOW.contains(name) || GAUGES_OF_WINDOWS.contains(name));
    if (aboutNow || RATIOS_OF_NOW.contains(expression.origin())) {
      assertThat(IN_SILENCE.get(expression)).allMatch(sample -> Double.isNaN(sample.value()));
    }
  }

  @ParameterizedTest
  @MethodSource("expressions")
  void answersNothingAboutWindowsWhereThereIsNoJob(Expression expression) {
    if (PromQl.of(expression.text()).metrics().stream().anyMatch(GAUGES_OF_WINDOWS::contains)) {
      assertThat(WITHOUT_JOB.get(expression)).isEmpty();
    }
  }

  @Test
  void aSilentStreamAndAMissingJobAreTold() {
    assertThat(IN_SILENCE.get(rule("NoEvents"))).hasSize(1);
    assertThat(IN_SILENCE.get(rule("JobDown"))).isEmpty();
    assertThat(WITHOUT_JOB.get(rule("JobDown"))).hasSize(1);
  }

  /** Recorded ratios over 5 minutes are those of the windows of these minutes. */
  @Test
  void recordedRatiosEqualTheTopic() {
    assertRecorded("playback:stall_ratio_5m:app", s -> s.stallMs(), s -> s.playMs() + s.stallMs());
    assertRecorded("playback:decode_failure_ratio_5m:app", s -> s.failures(), s -> s.attempts());
  }

  private static void assertRecorded(
      String name, ToLongFunction<BruteForce.Sums> part, ToLongFunction<BruteForce.Sums> whole) {
    Map<String, Long> parts = totals(part, true);
    Map<String, Long> wholes = totals(whole, true);
    Map<String, Long> partsBefore = totals(part, false);
    Map<String, Long> wholesBefore = totals(whole, false);
    List<PrometheusProcess.Sample> recorded = IN_SILENCE.get(rule(name));
    assertThat(recorded).hasSize(20);
    for (PrometheusProcess.Sample sample : recorded) {
      String cohort = "app=" + sample.labels().get("app");
      double expected = (double) parts.get(cohort) / wholes.get(cohort);
      // rate() extrapolates each counter to the left, at most to where it would have been 0: by no
      // more than what it had at its first scrape is of what it has gained since.
      double extrapolated =
          Math.max(
              (double) partsBefore.get(cohort) / parts.get(cohort),
              (double) wholesBefore.get(cohort) / wholes.get(cohort));
      assertThat(extrapolated).isLessThan(0.03);
      assertThat(sample.value()).isCloseTo(expected, withinPercentage(100 * extrapolated));
    }
  }

  /** The sum over the windows that don't overlap, before or after the pause. */
  private static Map<String, Long> totals(ToLongFunction<BruteForce.Sums> sum, boolean after) {
    Map<String, Long> totals = new HashMap<>();
    published
        .last()
        .forEach(
            (key, sums) -> {
              if (key.windowEnd() % 5000 == 0 && key.windowEnd() > rollCallEnd == after) {
                totals.merge(key.cohort(), sum.applyAsLong(sums), Long::sum);
              }
            });
    return totals;
  }

  private static Expression rule(String name) {
    return Expression.rules().stream()
        .filter(rule -> rule.origin().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @EnumSource(MetricCatalog.class)
  void everyMetricOfTheCatalogueIsExported(MetricCatalog metric) {
    Set<String> names = series.stream().map(s -> s.get("__name__")).collect(Collectors.toSet());
    if (metric.labels() == MetricCatalog.Labels.NONE) {
      assertThat(names).contains(metric.exportedName());
    } else {
      assertThat(DEFINITIONS).allSatisfy(d -> assertThat(names).contains(metric.exportedName(d)));
    }
  }

  /** What is exported under a name of ours is in the catalogue. */
  @Test
  void nothingElseIsExported() {
    Set<String> known = new HashSet<>();
    for (MetricCatalog metric : MetricCatalog.values()) {
      if (metric.labels() == MetricCatalog.Labels.NONE) {
        known.add(metric.exportedName());
      } else {
        DEFINITIONS.forEach(definition -> known.add(metric.exportedName(definition)));
      }
    }
    assertThat(series.stream().map(s -> s.get("__name__")))
        .filteredOn(name -> name.contains("_playback_"))
        .isSubsetOf(known);
  }

  /** Flink's and Kafka's own names and labels too, which no catalogue of ours knows. */
  @ParameterizedTest
  @MethodSource("expressions")
  void everyNameAndLabelOfAnExpressionExists(Expression expression) {
    PromQl names = PromQl.of(expression.text());
    Set<String> labels = new TreeSet<>();
    for (String metric : names.metrics()) {
      if (NOT_YET.contains(metric)) {
        return;
      }
      Set<String> ofMetric =
          series.stream()
              .filter(s -> s.get("__name__").equals(metric))
              .flatMap(s -> s.keySet().stream())
              .collect(Collectors.toSet());
      assertThat(ofMetric).as("labels of %s", metric).isNotEmpty();
      labels.addAll(ofMetric);
      assertThat(ofMetric).containsAll(names.matchedLabels().getOrDefault(metric, Set.of()));
    }
    assertThat(labels).containsAll(names.groupedLabels());
  }

  @Test
  void everyRecordIsCountedOnce() {
    assertThat(CONSERVATION)
        .containsEntry("records_read_total", (double) players.sent())
        .containsEntry("records_aggregated_total", (double) players.aggregated())
        .containsEntry("records_late_total", (double) players.late())
        .containsEntry("records_rejected_total", (double) players.rejected())
        .containsEntry("events_dropped_total", 0.0);
  }

  @Test
  void theTopicHoldsEveryWindow() {
    assertThat(published.last()).isEqualTo(players.oracle().expected());
  }

  /** A counter has what the windows of the topic have that don't overlap. */
  @Test
  void countersEqualTheTopic() {
    assertCounter(MetricCatalog.EVENTS, BruteForce.Sums::events);
    assertCounter(MetricCatalog.DECODE_ATTEMPTS, BruteForce.Sums::attempts);
    assertCounter(MetricCatalog.DECODE_FAILURES, BruteForce.Sums::failures);
    assertCounter(MetricCatalog.PLAY_MS, BruteForce.Sums::playMs);
    assertCounter(MetricCatalog.STALL_MS, BruteForce.Sums::stallMs);
  }

  private static void assertCounter(MetricCatalog metric, ToLongFunction<BruteForce.Sums> sum) {
    Map<String, Long> expected = new HashMap<>();
    published
        .last()
        .forEach(
            (key, sums) -> {
              if (key.windowEnd() % 5000 == 0) {
                expected.merge(key.cohort(), sum.applyAsLong(sums), Long::sum);
              }
            });
    Map<String, Long> counted = new HashMap<>();
    for (CohortDefinition definition : DEFINITIONS) {
      for (PrometheusProcess.Sample sample : COUNTERS.get(metric.exportedName(definition))) {
        counted.merge(cohort(definition, sample), (long) sample.value(), Long::sum);
      }
    }
    assertThat(counted).isEqualTo(expected);
  }

  /** Every value that a gauge has ever shown is that of a window that was published just then. */
  @Test
  void gaugesEqualTheTopic() {
    assertGauge(MetricCatalog.STALL_RATIO, "stall_ratio");
    assertGauge(MetricCatalog.DECODE_FAILURE_RATIO, "decode_failure_ratio");
    assertGauge(MetricCatalog.PLAYBACK_SECONDS, "playback_seconds");
  }

  private static void assertGauge(MetricCatalog metric, String field) {
    int compared = 0;
    Map<String, List<BruteForce.Key>> windows =
        published.records().keySet().stream()
            .collect(Collectors.groupingBy(BruteForce.Key::cohort));
    for (CohortDefinition definition : DEFINITIONS) {
      for (PrometheusProcess.Sample sample : GAUGES.get(metric.exportedName(definition))) {
        if (!Double.isNaN(sample.value())) {
          long time = sample.time().toEpochMilli();
          List<Double> shown = new ArrayList<>();
          for (BruteForce.Key window : windows.get(cohort(definition, sample))) {
            if (window.windowEnd() <= time && window.windowEnd() > time - 15_000) {
              published.records().get(window).forEach(r -> shown.add(r.get(field).asDouble()));
            }
          }
          assertThat(shown).as("%s", sample).contains(sample.value());
          compared++;
        }
      }
    }
    // 20 apps and more than 200 cohorts within them, at least ten scrapes.
    assertThat(compared).isGreaterThan(2000);
  }

  private static String cohort(CohortDefinition definition, PrometheusProcess.Sample sample) {
    return new Cohort(
            definition,
            definition.dimensions().stream()
                .map(Dimension::label)
                .map(label -> sample.labels().get(label))
                .toList())
        .key();
  }

  /** Each line is one JSON document, whatever was logged. */
  @Test
  void everyLogLineIsJson() throws Exception {
    ObjectMapper json = new ObjectMapper();
    for (String line : log) {
      assertThat(json.readTree(line).get("message").isTextual()).as(line).isTrue();
    }
  }

  /** From the log of a record to its trace, and from a panel to the log. */
  @ParameterizedTest
  @ValueSource(strings = {"Late: ", "Rejected: "})
  void recordsAreLoggedWithJobOperatorAndTrace(String kind) {
    assertThat(log)
        .filteredOn(line -> line.contains("RecordLog\"") && line.contains(":\"" + kind))
        .isNotEmpty()
        .allMatch(line -> line.matches(".*\"job_id\":\"[0-9a-f]{32}\",\"operator\":\"Slices\".*"))
        .anyMatch(line -> line.matches(".*\"trace_id\":\"trace-\\d+\".*"));
  }
}
