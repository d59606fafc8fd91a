package io.playbackanalytics.grafana;

import static io.playbackanalytics.grafana.GrafanaDashboards.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.playbackanalytics.grafana.GrafanaDashboards.Dashboard;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Grafana does not say when it is wrong: it would show an empty panel, or a wrong zero. */
class DashboardsTest {

  /** What the stall ratio is made of, not what else has to do with stalls. */
  private static final Pattern STALLED = Pattern.compile("(?<!ad_)stall_(ms|ratio)");

  private static final Path MONITORING = Path.of("..", "monitoring");
  private static final Path PROVISIONING = MONITORING.resolve("grafana/provisioning");
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final GrafanaDashboards DASHBOARDS = GrafanaDashboards.read();

  private static final int COLUMNS = 24;
  private static final Pattern RECORDED = Pattern.compile("playback:\\w+(?::\\w+)?");
  private static final Pattern BY = Pattern.compile("\\bby \\(([\\w, ]+)\\)");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(\\w+)}}");
  private static final Pattern MINIMUM = Pattern.compile("playback:\\w+:app >= \\d+");
  private static final Pattern INVENTED_ZERO =
      Pattern.compile("\\bor\\s+(?:vector\\b|on\\b.*vector\\b|0\\b)|absent\\(");

  static List<Dashboard> dashboards() {
    return DASHBOARDS.dashboards();
  }

  @Test
  void areTheseTwo() {
    assertThat(dashboards())
        .extracting(Dashboard::name)
        .containsExactly("job-health", "playback-quality");
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void isProvisionedUnderItsFilesName(Dashboard dashboard) {
    JsonNode json = dashboard.json();
    assertThat(json.path("uid").asText()).isEqualTo(dashboard.name());
    assertThat(json.get("id").isNull()).as("id is null: each Grafana gives its own").isTrue();
    assertThat(json.path("schemaVersion").asInt()).isGreaterThanOrEqualTo(41);
    assertThat(json.path("refresh").asText()).isEqualTo("5s");
    assertThat(json.path("time").path("from").asText()).isEqualTo("now-15m");
    assertThat(json.path("timezone").asText()).isEqualTo("browser");
    assertThat(json.path("title").asText()).isNotBlank();
    assertThat(json.path("description").asText()).isNotBlank();
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void panelsHaveIdsOfTheirOwn(Dashboard dashboard) {
    assertThat(dashboard.allPanels().map(panel -> panel.path("id").asInt()))
        .doesNotHaveDuplicates()
        .allMatch(id -> id > 0);
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void panelsAreInTheGridAndDoNotOverlap(Dashboard dashboard) {
    Map<List<Integer>, String> taken = new HashMap<>();
    list(dashboard.json().path("panels"))
        .forEach(
            panel -> {
              JsonNode at = panel.path("gridPos");
              int left = at.path("x").asInt(-1);
              int top = at.path("y").asInt(-1);
              int right = left + at.path("w").asInt();
              int bottom = top + at.path("h").asInt();
              assertThat(left).as(title(panel)).isBetween(0, right - 1);
              assertThat(right).as(title(panel)).isLessThanOrEqualTo(COLUMNS);
              assertThat(top).as(title(panel)).isBetween(0, bottom - 1);
              for (int x = left; x < right; x++) {
                for (int y = top; y < bottom; y++) {
                  assertThat(taken.put(List.of(x, y), title(panel))).as(title(panel)).isNull();
                }
              }
            });
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void panelsSayWhatTheyShow(Dashboard dashboard) {
    assertThat(dashboard.panels())
        .allSatisfy(
            panel -> {
              JsonNode defaults = panel.path("fieldConfig").path("defaults");
              assertThat(title(panel)).isNotBlank();
              assertThat(panel.path("description").asText())
                  .as("description")
                  .hasSizeGreaterThan(20);
              assertThat(defaults.path("unit").asText()).as("unit").isNotBlank();
              assertThat(list(panel.path("targets")).map(t -> t.path("refId").asText()))
                  .isNotEmpty()
                  .doesNotHaveDuplicates();
              assertThat(list(panel.path("targets")).map(t -> t.path("expr").asText()))
                  .allMatch(expr -> !expr.isBlank());
            });
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void sourcesAreChosenOrProvisioned(Dashboard dashboard) throws IOException {
    Set<String> known = new HashSet<>(provisionedSources());
    known.add("${datasource}");
    known.add("-- Grafana --");
    List<JsonNode> sources = dashboard.json().findValues("datasource");
    assertThat(sources).isNotEmpty();
    assertThat(sources).extracting(source -> source.path("uid").asText()).isSubsetOf(known);
    assertThat(dashboard.panels()).allMatch(panel -> panel.has("datasource"));
    assertThat(dashboard.panels().stream().flatMap(panel -> list(panel.path("targets"))))
        .allMatch(target -> target.has("datasource"));
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void noDataIsNotZero(Dashboard dashboard) {
    assertThat(expressions(dashboard)).noneMatch(INVENTED_ZERO.asPredicate());
    assertThat(dashboard.panels())
        .allSatisfy(
            panel -> {
              JsonNode defaults = panel.path("fieldConfig").path("defaults");
              assertThat(defaults.path("noValue").asText()).as("noValue").isEqualTo("no data");
              // A NaN is a value to Grafana: it would be shown as NaN in the colour of what is
              // good.
              assertThat(list(defaults.path("mappings")).map(m -> m.path("options").path("match")))
                  .as("mappings")
                  .anyMatch(match -> match.asText().equals("null+nan"));
              if (isGraph(panel)) {
                JsonNode custom = defaults.path("custom");
                assertThat(custom.get("spanNulls")).as("spanNulls").isNotNull();
                assertThat(custom.get("spanNulls").asBoolean(true)).as("spanNulls").isFalse();
                assertThat(custom.path("stacking").path("mode").asText()).isEqualTo("none");
              }
            });
  }

  /** Over a time range, the last value of a series that ended long ago would look like now. */
  @ParameterizedTest
  @MethodSource("dashboards")
  void whatShowsOneValueShowsTheOneOfNow(Dashboard dashboard) {
    assertThat(dashboard.panels())
        .allSatisfy(
            panel -> {
              if (isGraph(panel)) {
                assertThat(list(panel.path("targets"))).noneMatch(t -> isTrue(t, "instant"));
                assertThat(list(panel.path("targets"))).allMatch(t -> isTrue(t, "range"));
                assertThat(list(panel.path("options").path("legend").path("calcs")))
                    .extracting(JsonNode::asText)
                    .doesNotContain("last", "lastNotNull");
              } else {
                assertThat(list(panel.path("targets"))).allMatch(t -> isTrue(t, "instant"));
                assertThat(list(panel.path("targets"))).noneMatch(t -> isTrue(t, "range"));
              }
            });
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void variablesAreDefinedAndUsed(Dashboard dashboard) {
    Set<String> defined =
        dashboard.variables().map(v -> v.path("name").asText()).collect(Collectors.toSet());
    // Links with ${datasource:queryparam} and the like count too, hence the whole text.
    Set<String> used =
        GrafanaDashboards.variablesIn(dashboard.json().toString()).keySet().stream()
            .filter(name -> !name.startsWith("__"))
            .collect(Collectors.toSet());
    assertThat(used).isEqualTo(defined);
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void linksLeadSomewhere(Dashboard dashboard) throws IOException {
    Set<String> sources = provisionedSources();
    Set<String> dashboards = dashboards().stream().map(Dashboard::name).collect(Collectors.toSet());
    List<String> urls = urls(dashboard);
    assertThat(urls).isNotEmpty();
    for (String url : urls) {
      if (url.startsWith("/d/")) {
        assertThat(dashboards).contains(url.substring("/d/".length()).replaceFirst("\\?.*", ""));
      } else if (url.startsWith("/explore?")) {
        for (JsonNode pane : panes(url)) {
          assertThat(sources).contains(pane.path("datasource").asText());
          assertThat(pane.path("queries").path(0).path("datasource").path("uid"))
              .isEqualTo(pane.path("datasource"));
          assertThat(pane.path("range").path("from").asText()).isEqualTo("${__from}");
          assertThat(pane.path("range").path("to").asText()).isEqualTo("${__to}");
        }
      } else {
        assertThat(url).isEqualTo("${flink_ui}");
      }
    }
  }

  @Test
  void dashboardsLeadToEachOther() {
    assertThat(dashboards())
        .allSatisfy(
            dashboard ->
                assertThat(urls(dashboard))
                    .containsAll(
                        dashboards().stream()
                            .filter(Predicate.not(dashboard::equals))
                            .map(other -> "/d/" + other.name())
                            .toList()));
  }

  @Test
  void colorsOfRatiosTurnAtTheObjectives() throws IOException {
    Map<String, Double> objectives = objectives();
    List<String> checked = new ArrayList<>();
    for (Dashboard dashboard : dashboards()) {
      for (JsonNode panel : dashboard.panels()) {
        String exprs = expressions(panel).collect(Collectors.joining("\n"));
        boolean aRatio = exprs.contains("decode_failure") || STALLED.matcher(exprs).find();
        if (!aRatio || exprs.contains("<= bool") || exprs.contains("ALERTS")) {
          continue;
        }
        Double objective =
            objectives.get(
                exprs.contains("decode_failure")
                    ? "playback:decode_failure_ratio:objective"
                    : "playback:stall_ratio:objective");
        List<Double> steps = new ArrayList<>();
        for (JsonNode thresholds : panel.path("fieldConfig").findValues("thresholds")) {
          list(thresholds.path("steps")).map(s -> s.path("value")).forEach(v -> add(v, steps));
        }
        for (JsonNode property : panel.path("fieldConfig").findParents("value")) {
          if (property.path("id").asText().equals("thresholds")) {
            list(property.path("value").path("steps"))
                .map(s -> s.path("value"))
                .forEach(v -> add(v, steps));
          }
        }
        assertThat(steps).as(title(panel)).containsExactly(objective);
        checked.add(title(panel));
      }
    }
    assertThat(checked).hasSizeGreaterThan(10);
  }

  private static void add(JsonNode value, List<Double> steps) {
    if (value.isNumber()) {
      steps.add(value.asDouble());
    }
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void legendsNameLabelsThatTheQueryHas(Dashboard dashboard) {
    for (JsonNode panel : dashboard.panels()) {
      for (JsonNode target : panel.path("targets")) {
        assertThat(labels(target.path("expr").asText()))
            .as(title(panel))
            .containsAll(placeholders(target.path("legendFormat").asText()));
      }
    }
    dashboard
        .annotations()
        .forEach(
            annotation -> {
              String expr = annotation.path("target").path("expr").asText();
              assertThat(labels(expr))
                  .containsAll(placeholders(annotation.path("titleFormat").asText()))
                  .containsAll(placeholders(annotation.path("textFormat").asText()));
              if (!annotation.path("tagKeys").asText().isEmpty()) {
                assertThat(labels(expr)).contains(annotation.path("tagKeys").asText().split(","));
              }
            });
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void tablesNameColumnsThatTheirQueriesHave(Dashboard dashboard) {
    for (JsonNode panel : dashboard.panels()) {
      if (!panel.path("type").asText().equals("table")) {
        continue;
      }
      List<JsonNode> targets = list(panel.path("targets")).toList();
      Set<String> columns = new HashSet<>();
      for (JsonNode target : targets) {
        String refId = target.path("refId").asText();
        columns.addAll(labels(target.path("expr").asText()));
        columns.add(targets.size() == 1 ? "Value" : "Value #" + refId);
        assertThat(target.path("format").asText()).as(title(panel)).isEqualTo("table");
      }
      JsonNode renamed = panel.findValue("renameByName");
      Set<String> shown = new HashSet<>();
      renamed.forEach(name -> shown.add(name.asText()));
      assertThat(names(renamed)).as(title(panel)).isEqualTo(columns);
      assertThat(list(panel.path("fieldConfig").path("overrides")))
          .as(title(panel))
          .allMatch(override -> shown.contains(override.path("matcher").path("options").asText()));
      assertThat(list(panel.path("options").path("sortBy")))
          .as(title(panel))
          .allMatch(sort -> shown.contains(sort.path("displayName").asText()));
    }
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void recordedNamesAreRecorded(Dashboard dashboard) throws IOException {
    Set<String> recorded =
        rules().map(rule -> rule.path("record").asText()).collect(Collectors.toSet());
    assertThat(expressions(dashboard).flatMap(expr -> found(RECORDED, expr)))
        .isNotEmpty()
        .isSubsetOf(recorded);
  }

  /** So that an app that is red in a table is one that an alert can be about. */
  @Test
  void appsAreJudgedByAsManySamplesAsForAlerts() throws IOException {
    Set<String> alerts =
        rules()
            .flatMap(rule -> found(MINIMUM, rule.path("expr").asText()))
            .collect(Collectors.toSet());
    assertThat(
            dashboards().stream()
                .flatMap(DashboardsTest::expressions)
                .flatMap(expr -> found(MINIMUM, expr)))
        .isNotEmpty()
        .isSubsetOf(alerts);
  }

  @Test
  void sourcesReferToEachOther() throws IOException {
    Path file = PROVISIONING.resolve("datasources/playback-analytics.yml");
    JsonNode provisioned = YAML.readTree(file.toFile());
    Set<String> known = provisionedSources();
    assertThat(known).containsExactlyInAnyOrder("prometheus", "loki", "jaeger");
    assertThat(provisioned.findValuesAsText("datasourceUid"))
        .containsExactlyInAnyOrder("jaeger", "loki");
    assertThat(known).containsAll(provisioned.findValuesAsText("datasourceUid"));
    assertThat(list(provisioned.path("datasources")).filter(s -> isTrue(s, "isDefault")))
        .extracting(source -> source.path("uid").asText())
        .containsExactly("prometheus");
    // One $ would be taken for a variable of the environment, and the link would be empty.
    assertThat(Files.readString(file)).doesNotContainPattern("(?<!\\$)\\$\\{");
  }

  @Test
  void theFolderThatIsProvisionedIsMounted() throws IOException {
    JsonNode provider =
        YAML.readTree(PROVISIONING.resolve("dashboards/playback-analytics.yml").toFile())
            .path("providers")
            .path(0);
    assertThat(provider.path("type").asText()).isEqualTo("file");
    assertThat(Files.readString(Path.of("..", "docker-compose.yml")))
        .contains("monitoring/grafana/dashboards:" + provider.path("options").path("path").asText())
        .contains("monitoring/grafana/provisioning:/etc/grafana/provisioning");
  }

  @Test
  void variablesAreReplacedByValues() {
    Map<String, String> values = Map.of("app", "a|b", "__range", "15m");
    assertThat(GrafanaDashboards.substitute("x{app=~\"$app\"}[$__range] ${app:regex}", values))
        .isEqualTo("x{app=~\"a|b\"}[15m] a|b");
    assertThatThrownBy(() -> GrafanaDashboards.substitute("x{os=~\"${os}\"}", values))
        .hasMessageContaining("${os}");
    assertThat(DASHBOARDS.panelQueries(GrafanaDashboards.ALL))
        .hasSizeGreaterThan(70)
        .noneMatch(query -> GrafanaDashboards.VARIABLE.matcher(query.expr()).find());
    assertThat(DASHBOARDS.otherQueries(GrafanaDashboards.ALL))
        .hasSize(8)
        .noneMatch(query -> GrafanaDashboards.VARIABLE.matcher(query.expr()).find());
  }

  private static boolean isGraph(JsonNode panel) {
    return panel.path("type").asText().equals("timeseries");
  }

  private static boolean isTrue(JsonNode node, String field) {
    return node.path(field).asBoolean();
  }

  private static String title(JsonNode panel) {
    return panel.path("title").asText();
  }

  private static Stream<String> expressions(Dashboard dashboard) {
    return Stream.concat(
        dashboard.panels().stream().flatMap(DashboardsTest::expressions),
        Stream.concat(
            dashboard.annotations().map(a -> a.path("target").path("expr").asText()),
            dashboard.variables().map(v -> v.path("query").path("query").asText())));
  }

  private static Stream<String> expressions(JsonNode panel) {
    return list(panel.path("targets")).map(target -> target.path("expr").asText());
  }

  /** The labels that a result surely has: those it is summed by, or was recorded by. */
  private static Set<String> labels(String expr) {
    Set<String> labels = new HashSet<>();
    if (expr.startsWith("sum by (app, cohort) (")) {
      return Set.of("app", "cohort");
    }
    found(BY, expr)
        .map(by -> by.replaceAll("by \\(|\\)", ""))
        .forEach(by -> labels.addAll(List.of(by.split(", "))));
    found(RECORDED, expr)
        .filter(name -> !name.endsWith(":objective"))
        .map(name -> name.split(":"))
        .filter(parts -> parts.length == 3)
        .forEach(parts -> labels.addAll(List.of(parts[2].split("_"))));
    if (expr.matches("(up|scrape_\\w+)\\{.*}")) {
      labels.add("instance");
    }
    return labels;
  }

  private static List<String> placeholders(String text) {
    return PLACEHOLDER.matcher(text).results().map(match -> match.group(1)).toList();
  }

  private static Stream<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(MatchResult::group);
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new HashSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** Links of the dashboard, of panels and of cells. */
  private static List<String> urls(Dashboard dashboard) {
    return dashboard.json().findValuesAsText("url");
  }

  private static JsonNode panes(String url) throws IOException {
    String encoded = url.substring(url.indexOf("panes=") + "panes=".length());
    return new ObjectMapper().readTree(URLDecoder.decode(encoded, StandardCharsets.UTF_8));
  }

  private static Set<String> provisionedSources() throws IOException {
    Path file = PROVISIONING.resolve("datasources/playback-analytics.yml");
    return list(YAML.readTree(file.toFile()).path("datasources"))
        .map(source -> source.path("uid").asText())
        .collect(Collectors.toSet());
  }

  private static Map<String, Double> objectives() throws IOException {
    return rules()
        .filter(rule -> rule.path("record").asText().endsWith(":objective"))
        .collect(
            Collectors.toMap(
                rule -> rule.path("record").asText(),
                rule ->
                    Double.valueOf(
                        rule.path("expr").asText().replaceAll("vector\\((.*)\\)", "$1"))));
  }

  private static Stream<JsonNode> rules() throws IOException {
    List<JsonNode> rules = new ArrayList<>();
    try (Stream<Path> files = Files.list(MONITORING.resolve("rules"))) {
      for (Path file : files.toList()) {
        list(YAML.readTree(file.toFile()).path("groups"))
            .flatMap(group -> list(group.path("rules")))
            .forEach(rules::add);
      }
    }
    return rules.stream();
  }
}
