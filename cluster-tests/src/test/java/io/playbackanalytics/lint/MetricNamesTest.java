package io.playbackanalytics.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.playbackanalytics.measure.total.Measures;
import io.playbackanalytics.metric.CohortMetric;
import io.playbackanalytics.metric.MetricCatalog;
import io.playbackanalytics.project.ProjectFiles;
import io.playbackanalytics.settings.JobSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every name of a metric of the job, wherever it is written, is in the catalogue. */
class MetricNamesTest {

  private static final Pattern OWN =
      Pattern.compile("flink_taskmanager_job_task_operator_(?:deserializer_)?playback_\\w+");
  private static final Pattern RECORDED = Pattern.compile("playback:[\\w:]*\\w");

  private static final Set<String> EXPORTED_NAMES = exported();
  private static final Set<String> RECORDED_NAMES = recorded();
  private static final Set<String> USED_NAMES = used();

  static List<Expression> expressions() {
    return Expression.all();
  }

  static Stream<Path> documents() {
    return Stream.of("README.md", "docs/metrics.md", "monitoring/RUNBOOK.md")
        .map(Path.of("..")::resolve);
  }

  @ParameterizedTest
  @MethodSource("expressions")
  void anExpressionNamesOnlyWhatIsExportedOrRecorded(Expression expression) {
    Set<String> metrics = PromQl.of(expression.text()).metrics();
    assertThat(metrics.isEmpty()).isEqualTo(expression.text().startsWith("vector("));
    assertThat(metrics.stream().filter(name -> OWN.matcher(name).matches()))
        .isSubsetOf(EXPORTED_NAMES);
    assertThat(metrics.stream().filter(name -> name.contains(":"))).isSubsetOf(RECORDED_NAMES);
  }

  @ParameterizedTest
  @MethodSource("documents")
  void aDocumentNamesOnlyWhatIsExportedOrRecorded(Path document) throws IOException {
    String text = Files.readString(document);
    assertThat(names(OWN, text)).isSubsetOf(EXPORTED_NAMES);
    assertThat(names(RECORDED, text)).isSubsetOf(RECORDED_NAMES);
  }

  @ParameterizedTest
  @EnumSource(MetricCatalog.class)
  void everyMetricIsLookedAt(MetricCatalog metric) {
    assertThat(USED_NAMES).contains(metric.exportedName());
  }

  @ParameterizedTest
  @MethodSource("ofCohorts")
  void everyMetricOfCohortsIsLookedAt(CohortMetric metric) {
    assertThat(names(metric)).anyMatch(USED_NAMES::contains);
  }

  /** Of so many slots a TaskManager may be with the shipped limit of a page. */
  @Test
  void aPageOfSixSlotsIsWithinTheLimitOfPrometheus() {
    int limit =
        ProjectFiles.yaml("monitoring/prometheus.yml").at("/scrape_configs/0/sample_limit").asInt();
    JobSettings defaults = JobSettings.parse();
    int ofACohort =
        CohortMetric.of(defaults.measures()).stream().mapToInt(CohortMetric::mostSeries).sum();
    assertThat(defaults.maxCohortSeries() * ofACohort).isBetween(30_000, 33_500);
    assertThat(6 * defaults.maxCohortSeries() * ofACohort).isBetween(limit / 2, limit);
  }

  private static Set<String> used() {
    return Expression.all().stream()
        .flatMap(expression -> PromQl.of(expression.text()).metrics().stream())
        .collect(Collectors.toSet());
  }

  private static Set<String> exported() {
    return Stream.concat(
            Arrays.stream(MetricCatalog.values()).map(MetricCatalog::exportedName),
            ofCohorts().flatMap(metric -> names(metric).stream()))
        .collect(Collectors.toSet());
  }

  static Stream<CohortMetric> ofCohorts() {
    return CohortMetric.of(Measures.all()).stream();
  }

  private static List<String> names(CohortMetric metric) {
    return JobSettings.parse().cohorts().stream().map(metric::exportedName).toList();
  }

  private static Set<String> recorded() {
    return Expression.rules().stream()
        .map(Expression::origin)
        .filter(name -> name.contains(":"))
        .collect(Collectors.toSet());
  }

  private static Set<String> names(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
  }
}
