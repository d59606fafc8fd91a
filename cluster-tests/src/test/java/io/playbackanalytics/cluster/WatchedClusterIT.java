package io.playbackanalytics.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.playbackanalytics.event.Cohort;
import io.playbackanalytics.event.CohortDefinition;
import io.playbackanalytics.event.Dimension;
import io.playbackanalytics.lint.Expression;
import io.playbackanalytics.lint.PromQl;
import io.playbackanalytics.lint.QuietExpressions;
import io.playbackanalytics.measure.total.Measure;
import io.playbackanalytics.measure.total.Measures;
import io.playbackanalytics.metric.CohortMetric;
import io.playbackanalytics.metric.MetricCatalog;
import io.playbackanalytics.oracle.BruteForce;
import io.playbackanalytics.process.PrometheusProcess;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
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

  private static final Set<String> GAUGES_OF_WINDOWS =
      WatchedPlay.DEFINITIONS.stream()
          .flatMap(
              definition ->
                  CohortMetric.of(Measures.all()).stream()
                      .filter(metric -> metric.kind() == MetricCatalog.Kind.GAUGE)
                      .map(metric -> metric.exportedName(definition)))
          .collect(Collectors.toSet());

  /**
   * A window is shown until 10 s after it was published, and published 2 s after its end, or later
   * on a busy machine.
   */
  private static final long SHOWN_MS = 30_000;

  private static WatchedPlay play;

  @BeforeAll
  static void watch() throws Exception {
    play = new WatchedPlay();
  }

  static List<Expression> expressions() {
    return Expression.all();
  }

  /** Of which nothing is known soon after the last event. */
  static Stream<Expression> expressionsAboutNow() {
    return expressions().stream()
        .filter(
            expression ->
                WatchedPlay.RATIOS_OF_NOW.contains(expression.origin())
                    || asksFor(
                        expression,
                        name ->
                            WatchedPlay.RATIOS_OF_NOW.contains(name)
                                || GAUGES_OF_WINDOWS.contains(name)));
  }

  static Stream<Expression> expressionsAboutWindows() {
    return expressions().stream().filter(e -> asksFor(e, GAUGES_OF_WINDOWS::contains));
  }

  /** With a metric that there is before the numbers of a while are known. */
  static Stream<Expression> expressionsAboutSomething() {
    return expressions().stream()
        .filter(e -> asksFor(e, name -> !QuietExpressions.recordedLater(name)));
  }

  private static boolean asksFor(Expression expression, Predicate<String> metric) {
    return PromQl.of(expression.text()).metrics().stream().anyMatch(metric);
  }

  @Test
  void everyTargetIsScraped() {
    assertThat(play.targets()).hasSize(6);
    assertThat(play.targets())
        .allSatisfy(t -> assertThat(t.get("health").asText()).isEqualTo("up"));
  }

  @Test
  void everyRuleIsEvaluated() {
    List<JsonNode> all =
        StreamSupport.stream(play.rules().spliterator(), false)
            .flatMap(group -> StreamSupport.stream(group.get("rules").spliterator(), false))
            .toList();
    assertThat(all).hasSize(Expression.rules().size());
    assertThat(all).allSatisfy(rule -> assertThat(rule.get("health").asText()).isEqualTo("ok"));
  }

  @ParameterizedTest
  @MethodSource("expressions")
  void answersWithDataWhereDataIsDue(Expression expression) {
    List<PrometheusProcess.Sample> known =
        play.whilePlaying(expression).stream().filter(s -> !Double.isNaN(s.value())).toList();
    assertThat(known.isEmpty())
        .as("%s: %s", expression, known)
        .isEqualTo(QuietExpressions.contain(expression));
  }

  /** Ratios of now, and everything that shows the last window. */
  @ParameterizedTest
  @MethodSource("expressionsAboutNow")
  void answersWithNaNOrNothingWhereNobodyPlays(Expression expression) {
    assertThat(play.inSilence(expression)).allMatch(sample -> Double.isNaN(sample.value()));
  }

  @ParameterizedTest
  @MethodSource("expressionsAboutWindows")
  void answersNothingAboutWindowsWhereThereIsNoJob(Expression expression) {
    assertThat(play.withoutJob(expression)).isEmpty();
  }

  @Test
  void aSilentStreamAndAMissingJobAreTold() {
    assertThat(play.inSilence(WatchedPlay.rule("NoEvents"))).hasSize(1);
    assertThat(play.inSilence(WatchedPlay.rule("JobDown"))).isEmpty();
    assertThat(play.withoutJob(WatchedPlay.rule("JobDown"))).hasSize(1);
  }

  /** Recorded ratios over 5 minutes are those of the windows of these minutes. */
  @Test
  void recordedRatiosEqualTheTopic() {
    assertRecorded("playback:stall_ratio_5m:app", s -> s.stallMs(), s -> s.playMs() + s.stallMs());
    assertRecorded("playback:decode_failure_ratio_5m:app", s -> s.failures(), s -> s.attempts());
  }

  private static void assertRecorded(
      String name, ToLongFunction<BruteForce.Sums> part, ToLongFunction<BruteForce.Sums> whole) {
    Map<String, Long> parts = play.sumsAfterPause(part);
    Map<String, Long> wholes = play.sumsAfterPause(whole);
    Map<String, Long> partsBefore = play.sumsBeforePause(part);
    Map<String, Long> wholesBefore = play.sumsBeforePause(whole);
    List<PrometheusProcess.Sample> recorded =
        play.inSilence(WatchedPlay.rule(name)).stream()
            .filter(sample -> WatchedPlay.isOfReports("app=" + sample.labels().get("app")))
            .toList();
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

  @ParameterizedTest
  @EnumSource(MetricCatalog.class)
  void everyMetricOfTheCatalogueIsExported(MetricCatalog metric) {
    Set<String> names =
        play.series().stream().map(s -> s.get("__name__")).collect(Collectors.toSet());
    assertThat(names).contains(metric.exportedName());
  }

  static Stream<CohortMetric> metricsOfCohorts() {
    return CohortMetric.of(Measures.all()).stream();
  }

  @ParameterizedTest
  @MethodSource("metricsOfCohorts")
  void everyMetricOfCohortsIsExported(CohortMetric metric) {
    Set<String> names =
        play.series().stream().map(s -> s.get("__name__")).collect(Collectors.toSet());
    assertThat(WatchedPlay.DEFINITIONS)
        .allSatisfy(d -> assertThat(names).contains(metric.exportedName(d)));
  }

  /** What is exported under a name of ours is in the catalogue. */
  @Test
  void nothingElseIsExported() {
    Set<String> known = new HashSet<>();
    for (MetricCatalog metric : MetricCatalog.values()) {
      known.add(metric.exportedName());
    }
    for (CohortMetric metric : CohortMetric.of(Measures.all())) {
      WatchedPlay.DEFINITIONS.forEach(definition -> known.add(metric.exportedName(definition)));
    }
    assertThat(play.series().stream().map(s -> s.get("__name__")))
        .filteredOn(name -> name.contains("_playback_"))
        .isSubsetOf(known);
  }

  /** Flink's and Kafka's own names and labels too, which no catalogue of ours knows. */
  @ParameterizedTest
  @MethodSource("expressionsAboutSomething")
  void everyNameAndLabelOfAnExpressionExists(Expression expression) {
    PromQl names = PromQl.of(expression.text());
    Set<String> labels = new TreeSet<>();
    for (String metric : names.metrics()) {
      if (QuietExpressions.recordedLater(metric)) {
        labels.addAll(labelsInName(metric));
        continue;
      }
      if (metric.startsWith("ALERTS")) {
        // Those that are not about a part of an app are the only ones now.
        WatchedPlay.DEFINITIONS.forEach(
            definition -> definition.dimensions().forEach(d -> labels.add(d.label())));
      }
      Set<String> ofMetric =
          play.series().stream()
              .filter(s -> s.get("__name__").equals(metric))
              .flatMap(s -> s.keySet().stream())
              .collect(Collectors.toSet());
      assertThat(ofMetric).as("labels of %s", metric).isNotEmpty();
      labels.addAll(ofMetric);
      assertThat(ofMetric).containsAll(names.matchedLabels().getOrDefault(metric, Set.of()));
    }
    assertThat(labels).containsAll(names.groupedLabels());
  }

  /** What is recorded under {@code :app_os} was summed by these. */
  private static List<String> labelsInName(String recorded) {
    return List.of(recorded.substring(recorded.lastIndexOf(':') + 1).split("_"));
  }

  @Test
  void everyRecordIsCountedOnce() {
    assertThat(play.total(MetricCatalog.RECORDS_READ))
        .isEqualTo(play.players().sent() + play.plays().sent());
    assertThat(play.total(MetricCatalog.RECORDS_AGGREGATED))
        .isEqualTo(play.players().aggregated() + play.plays().sent());
    assertThat(play.total(MetricCatalog.RECORDS_LATE)).isEqualTo(play.players().late());
    assertThat(play.total(MetricCatalog.RECORDS_REJECTED)).isEqualTo(play.players().rejected());
    assertThat(play.total(MetricCatalog.RECORDS_LATE_BY_REASON)).isEqualTo(play.players().late());
    assertThat(play.total(MetricCatalog.RECORDS_REJECTED_BY_REASON))
        .isEqualTo(play.players().rejected());
    assertThat(play.total(MetricCatalog.RECORDS_LATE_BY_APP)).isEqualTo(play.players().late());
    assertThat(play.total(MetricCatalog.EVENTS_DROPPED)).isZero();
  }

  @Test
  void theTopicHoldsEveryWindow() {
    Map<BruteForce.Key, BruteForce.Sums> windows = play.published().counting();
    windows.keySet().removeIf(window -> !WatchedPlay.isOfReports(window.cohort()));
    assertThat(play.players().oracle().wrong(windows)).isEmpty();
  }

  /** Nor one that another replaces: nothing is taken back that is not there yet. */
  @Test
  void noRecordHasLessThanNothing() {
    assertThat(play.published().records().values().stream().flatMap(List::stream))
        .allSatisfy(
            record ->
                assertThat(record).filteredOn(JsonNode::isNumber).allMatch(n -> n.asDouble() >= 0));
  }

  /**
   * A counter has what the windows of the topic have that don't overlap. That of what plays take
   * back later has more until as much has come.
   */
  @Test
  void countersEqualTheTopic() {
    assertCounter(CohortMetric.total(Measure.EVENTS), BruteForce.Sums::events);
    assertCounter(CohortMetric.total(Measure.DECODE_ATTEMPTS), BruteForce.Sums::attempts);
    assertCounter(CohortMetric.total(Measure.DECODE_FAILURES), BruteForce.Sums::failures);
    assertCounter(CohortMetric.total(Measure.PLAY_MS), BruteForce.Sums::playMs);
    assertCounter(CohortMetric.total(Measure.STALL_MS), BruteForce.Sums::stallMs);
  }

  private static void assertCounter(CohortMetric metric, ToLongFunction<BruteForce.Sums> sum) {
    Map<String, Long> counted = new HashMap<>();
    for (CohortDefinition definition : WatchedPlay.DEFINITIONS) {
      for (PrometheusProcess.Sample sample : play.atRest(metric.exportedName(definition))) {
        String cohort = cohort(definition, sample);
        if (WatchedPlay.isOfReports(cohort)) {
          counted.merge(cohort, (long) sample.value(), Long::sum);
        }
      }
    }
    assertThat(counted).isEqualTo(play.sums(sum));
  }

  /** Every value that a gauge has ever shown is that of a window that was published just then. */
  @Test
  void gaugesEqualTheTopic() {
    assertGauge(Measure.STALL_RATIO);
    assertGauge(Measure.DECODE_FAILURE_RATIO);
    assertGauge(Measure.PLAYBACK_SECONDS);
  }

  private static void assertGauge(Measure measure) {
    CohortMetric metric = CohortMetric.ofLastWindow(measure);
    String field = measure.wire();
    int compared = 0;
    Map<String, List<BruteForce.Key>> windows =
        play.published().records().keySet().stream()
            .collect(Collectors.groupingBy(BruteForce.Key::cohort));
    for (CohortDefinition definition : WatchedPlay.DEFINITIONS) {
      for (PrometheusProcess.Sample sample : play.history(metric.exportedName(definition))) {
        if (!Double.isNaN(sample.value())) {
          long time = sample.time().toEpochMilli();
          List<Double> shown = new ArrayList<>();
          for (BruteForce.Key window : windows.get(cohort(definition, sample))) {
            if (window.windowEnd() <= time && window.windowEnd() > time - SHOWN_MS) {
              play.published()
                  .records()
                  .get(window)
                  .forEach(
                      r -> shown.add(r.get(field).isNull() ? Double.NaN : r.get(field).asDouble()));
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
    for (String line : play.log()) {
      assertThat(json.readTree(line).get("message").isTextual()).as(line).isTrue();
    }
  }

  /** From the log of a record to its trace, and from a panel to the log. */
  @ParameterizedTest
  @ValueSource(strings = {"Late: ", "Rejected: "})
  void recordsAreLoggedWithJobOperatorAndTrace(String kind) {
    assertThat(play.log())
        .filteredOn(line -> line.contains("RecordLog\"") && line.contains(":\"" + kind))
        .isNotEmpty()
        .allMatch(line -> line.matches(".*\"job_id\":\"[0-9a-f]{32}\",\"operator\":\"Slices\".*"))
        .anyMatch(line -> line.matches(".*\"trace_id\":\"trace-\\d+\".*"));
  }
}
