package io.playbackanalytics.monitoring;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.playbackanalytics.grafana.GrafanaDashboards;
import io.playbackanalytics.measure.total.Measures;
import io.playbackanalytics.monitoring.MonitoringFiles.Alert;
import io.playbackanalytics.monitoring.MonitoringFiles.AlertTest;
import io.playbackanalytics.project.ProjectFiles;
import io.playbackanalytics.settings.JobSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlertRulesTest {

  private static final Pattern SHOWN_ALERTS =
      Pattern.compile("ALERTS\\{alertstate=\"firing\",alertname=~\"([^\"]+)\"}");

  private static final String RUNBOOK =
      "https://github.com/playback-analytics/playback-analytics/blob/main/monitoring/RUNBOOK.md#";
  private static final Pattern SECTION = Pattern.compile("(?m)^## (\\w+)$");
  private static final Pattern RECORDED = Pattern.compile("\\bplayback:[a-z0-9_:]+");
  private static final Pattern ALERT_NAMES = Pattern.compile("alertname=~?\"([^\"]+)\"");

  static List<Path> testFiles() {
    return MonitoringFiles.testFiles();
  }

  static List<Alert> alerts() {
    return MonitoringFiles.alerts();
  }

  @ParameterizedTest
  @ValueSource(strings = {"prometheus.yml", "prometheus-file-sd.yml"})
  void prometheusAcceptsItsConfiguration(String file) throws Exception {
    CheckTool.PROMTOOL.accepts(List.of("check", "config"), List.of(MonitoringFiles.file(file)));
  }

  /** A shared Prometheus has alerts of others, which are no matter of playback. */
  @Test
  void dashboardsShowExactlyTheseAlerts() {
    Set<Set<String>> shown =
        Stream.concat(
                GrafanaDashboards.read().panelQueries(GrafanaDashboards.ALL).stream(),
                GrafanaDashboards.read().otherQueries(GrafanaDashboards.ALL).stream())
            .flatMap(query -> SHOWN_ALERTS.matcher(query.expr()).results())
            .map(selector -> Set.of(selector.group(1).split("\\|")))
            .collect(Collectors.toSet());
    assertThat(shown)
        .containsExactly(
            MonitoringFiles.alerts().stream()
                .map(MonitoringFiles.Alert::name)
                .collect(Collectors.toSet()));
  }

  @Test
  void prometheusAcceptsTheRules() throws Exception {
    CheckTool.PROMTOOL.accepts(List.of("check", "rules"), MonitoringFiles.ruleFiles());
  }

  /** Whatever the job is told to measure: rules, alerts and what dashboards ask. */
  @ParameterizedTest
  @ValueSource(strings = {"app", "app; app,region", "app,os,cdn; app,device_type", "app,os,cdn"})
  void prometheusAcceptsTheFilesForOtherCohorts(String cohorts, @TempDir Path folder)
      throws Exception {
    ConfigurationFiles.of(JobSettings.parse("--cohorts", cohorts).cohorts(), Measures.all())
        .writeTo(folder);
    ArrayNode rules = new ObjectMapper().createArrayNode();
    GrafanaDashboards dashboards = GrafanaDashboards.readFrom(folder.resolve("grafana/dashboards"));
    Stream.concat(
            dashboards.panelQueries(GrafanaDashboards.ALL).stream(),
            dashboards.otherQueries(GrafanaDashboards.ALL).stream())
        .forEach(
            query ->
                rules.addObject().put("record", "asked:" + rules.size()).put("expr", query.expr()));
    assertThat(rules).hasSizeGreaterThan(70);
    ObjectNode asked = new ObjectMapper().createObjectNode();
    asked.putArray("groups").addObject().put("name", "asked").set("rules", rules);
    Path askedFile = folder.resolve("asked.yml");
    new YAMLMapper().writeValue(askedFile.toFile(), asked);

    CheckTool.PROMTOOL.accepts(
        List.of("check", "rules"),
        List.of(
            folder.resolve("rules/playback.yml"), folder.resolve("rules/alerts.yml"), askedFile));
  }

  @ParameterizedTest
  @MethodSource("testFiles")
  void rulesDoWhatTheirTestsSay(Path tests) throws IOException, InterruptedException {
    CheckTool.PROMTOOL.accepts(List.of("test", "rules"), List.of(tests));
  }

  @Test
  void alertmanagerAcceptsItsConfiguration() throws Exception {
    CheckTool.AMTOOL.accepts(
        List.of("check-config"), List.of(MonitoringFiles.file("alertmanager.yml")));
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void alertSaysWhatSomebodyWhoIsWokenNeeds(Alert alert) {
    assertThat(alert.duration()).as("for").isNotEmpty();
    assertThat(alert.labels()).containsKey("severity");
    assertThat(alert.labels().keySet()).isSubsetOf("severity", "split");
    assertThat(alert.labels().get("severity")).isIn("page", "warn");
    assertThat(alert.annotations()).containsOnlyKeys("summary", "description", "runbook_url");
    assertThat(alert.annotations().get("summary")).isNotBlank();
    assertThat(alert.annotations().get("description")).isNotBlank();
    assertThat(alert.annotations().get("runbook_url")).isEqualTo(RUNBOOK + anchor(alert.name()));
  }

  @Test
  void runbookHasOneSectionPerAlert() {
    Matcher section = SECTION.matcher(ProjectFiles.text("monitoring/RUNBOOK.md"));

    assertThat(section.results().map(found -> found.group(1)))
        .containsExactlyInAnyOrderElementsOf(alerts().stream().map(Alert::name).collect(toSet()));
  }

  @Test
  void everyAlertIsTestedToFireToKeepSilentAndWithoutData() {
    List<AlertTest> tests = MonitoringFiles.alertTests();
    Set<String> names = alerts().stream().map(Alert::name).collect(toSet());

    assertThat(tested(tests, test -> test.withData() && test.fires())).isEqualTo(names);
    assertThat(tested(tests, test -> test.withData() && !test.fires())).isEqualTo(names);
    assertThat(tested(tests, test -> !test.withData())).isEqualTo(names);
    assertThat(tested(tests, test -> !test.withData() && test.fires()))
        .as("alerts on absence")
        .containsExactly("JobDown");
  }

  /** A name that nobody records has no value, and an alert on it never fires. */
  @ParameterizedTest
  @MethodSource("alerts")
  void alertAsksForRecordedNames(Alert alert) {
    String text = alert.expression() + String.join("\n", alert.annotations().values());

    assertThat(RECORDED.matcher(text).results().map(name -> name.group()))
        .isSubsetOf(MonitoringFiles.recordedNames());
  }

  @Test
  void inhibitionNamesAlertsThatExist() {
    List<String> named = new ArrayList<>();
    for (JsonNode rule : alertmanager().path("inhibit_rules")) {
      for (String side : List.of("source_matchers", "target_matchers")) {
        for (JsonNode matcher : rule.path(side)) {
          Matcher names = ALERT_NAMES.matcher(matcher.asText());
          assertThat(names.matches()).as(matcher.asText()).isTrue();
          named.addAll(List.of(names.group(1).split("\\|")));
        }
      }
    }

    assertThat(named).isNotEmpty();
    assertThat(alerts().stream().map(Alert::name)).containsAll(named);
  }

  @Test
  void fileDiscoveryDiffersOnlyInHowFlinkIsFound() {
    ObjectNode fixed = prometheus("prometheus.yml");
    ObjectNode discovered = prometheus("prometheus-file-sd.yml");
    JsonNode addresses = flinkOf(fixed).remove("static_configs");
    JsonNode files = flinkOf(discovered).remove("file_sd_configs");

    assertThat(discovered).isEqualTo(fixed);
    assertThat(files.at("/0/files/0").asText()).isEqualTo("targets/*.yml");
    assertThat(targets(ProjectFiles.yaml("monitoring/targets/flink.yml")))
        .as("the example")
        .isEqualTo(targets(addresses));
  }

  private static Set<String> tested(List<AlertTest> tests, Predicate<AlertTest> which) {
    return tests.stream().filter(which).map(AlertTest::alert).collect(toSet());
  }

  private static JsonNode alertmanager() {
    return ProjectFiles.yaml("monitoring/alertmanager.yml");
  }

  private static ObjectNode prometheus(String file) {
    return (ObjectNode) ProjectFiles.yaml("monitoring/" + file);
  }

  private static ObjectNode flinkOf(ObjectNode prometheus) {
    for (JsonNode job : prometheus.path("scrape_configs")) {
      if (job.path("job_name").asText().equals("flink")) {
        return (ObjectNode) job;
      }
    }
    throw new AssertionError("no scrape job flink");
  }

  private static Set<String> targets(JsonNode groups) {
    Set<String> targets = new TreeSet<>();
    for (JsonNode group : groups) {
      group.path("targets").forEach(target -> targets.add(target.asText()));
    }
    return targets;
  }

  /** GitHub's anchor of a heading that is one word. */
  private static String anchor(String heading) {
    return heading.toLowerCase(Locale.ROOT);
  }
}
