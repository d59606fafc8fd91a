package io.playbackanalytics.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The dashboards that Grafana is provisioned with, and what they ask Prometheus. */
public final class GrafanaDashboards {

  /** Values that choose everything, over a quarter of an hour in steps of a scrape. */
  public static final Map<String, String> ALL =
      Map.of(
          "app", ".+",
          "os", ".+",
          "network", ".+",
          "cdn", ".+",
          "region", ".+",
          "device_type", ".+",
          "__range", "15m",
          "__interval", "5s",
          "__rate_interval", "20s");

  /** {@code $name}, {@code ${name}} or {@code ${name:format}}; not {@code $1}. */
  static final Pattern VARIABLE = Pattern.compile("\\$(?:([a-zA-Z_]\\w*)|\\{([\\w.]+)(?::\\w+)?})");

  private static final Path FOLDER = Path.of("..", "monitoring", "grafana", "dashboards");
  private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.*), (\\w+)\\)");

  private final List<Dashboard> dashboards;

  /** One dashboard; {@code name} is that of its file, without the end. */
  record Dashboard(String name, JsonNode json) {

    /** All panels but rows; those of collapsed rows too. */
    List<JsonNode> panels() {
      return allPanels().filter(panel -> !panel.path("type").asText().equals("row")).toList();
    }

    /** Panels and rows. */
    Stream<JsonNode> allPanels() {
      return list(json.path("panels"))
          .flatMap(panel -> Stream.concat(Stream.of(panel), list(panel.path("panels"))));
    }

    Stream<JsonNode> variables() {
      return list(json.path("templating").path("list"));
    }

    /** Those with a query of their own. */
    Stream<JsonNode> annotations() {
      return list(json.path("annotations").path("list")).filter(a -> a.has("target"));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * A query as Prometheus gets it.
   *
   * @param panel the panel's title
   * @param instant whether it asks for one moment; otherwise for the whole time range
   */
  public record PanelQuery(
      String dashboard, String panel, String refId, String expr, boolean instant) {}

  private GrafanaDashboards(List<Dashboard> dashboards) {
    this.dashboards = dashboards;
  }

  /** Those that are shipped. */
  public static GrafanaDashboards read() {
    return readFrom(FOLDER);
  }

  public static GrafanaDashboards readFrom(Path folder) {
    ObjectMapper json = new ObjectMapper();
    List<Dashboard> dashboards = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString().replaceFirst("\\.json$", "");
        dashboards.add(new Dashboard(name, json.readTree(file.toFile())));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new GrafanaDashboards(List.copyOf(dashboards));
  }

  List<Dashboard> dashboards() {
    return dashboards;
  }

  /**
   * Every query of every panel.
   *
   * @param variables values by name, such as {@link #ALL}; with {@code __} for Grafana's own
   * @throws IllegalArgumentException if a query has a variable without a value
   */
  public List<PanelQuery> panelQueries(Map<String, String> variables) {
    List<PanelQuery> queries = new ArrayList<>();
    for (Dashboard dashboard : dashboards) {
      for (JsonNode panel : dashboard.panels()) {
        for (JsonNode target : panel.path("targets")) {
          queries.add(
              query(dashboard, panel.path("title").asText(), target, variables, isInstant(target)));
        }
      }
    }
    return queries;
  }

  /**
   * What else is asked: the queries of annotations, and for each variable the values of its label,
   * as {@code count by (label) (series)}. Arguments as for {@link #panelQueries}.
   */
  public List<PanelQuery> otherQueries(Map<String, String> variables) {
    List<PanelQuery> queries = new ArrayList<>();
    for (Dashboard dashboard : dashboards) {
      dashboard
          .annotations()
          .map(a -> query(dashboard, a.path("name").asText(), a.path("target"), variables, false))
          .forEach(queries::add);
      dashboard
          .variables()
          .filter(variable -> variable.path("type").asText().equals("query"))
          .map(variable -> valuesOf(dashboard, variable, variables))
          .forEach(queries::add);
    }
    return queries;
  }

  private static PanelQuery query(
      Dashboard dashboard,
      String panel,
      JsonNode target,
      Map<String, String> variables,
      boolean instant) {
    return new PanelQuery(
        dashboard.name(),
        panel,
        target.path("refId").asText(),
        substitute(target.path("expr").asText(), variables),
        instant);
  }

  private static PanelQuery valuesOf(
      Dashboard dashboard, JsonNode variable, Map<String, String> variables) {
    String text = variable.path("query").path("query").asText();
    Matcher labelValues = LABEL_VALUES.matcher(text);
    if (!labelValues.matches()) {
      throw new IllegalArgumentException("not label_values(series, label): " + text);
    }
    String expr = "count by (%s) (%s)".formatted(labelValues.group(2), labelValues.group(1));
    return new PanelQuery(
        dashboard.name(),
        variable.path("name").asText(),
        "variable",
        substitute(expr, variables),
        true);
  }

  /** {@code text} with values in place of variables. */
  static String substitute(String text, Map<String, String> variables) {
    return VARIABLE
        .matcher(text)
        .replaceAll(
            variable -> {
              String value = variables.get(name(variable));
              if (value == null) {
                throw new IllegalArgumentException(
                    "no value for " + variable.group() + " in " + text);
              }
              return Matcher.quoteReplacement(value);
            });
  }

  /** The names of the variables in a text, sorted, with how often each is there. */
  static Map<String, Integer> variablesIn(String text) {
    Map<String, Integer> names = new TreeMap<>();
    VARIABLE.matcher(text).results().forEach(v -> names.merge(name(v), 1, Integer::sum));
    return names;
  }

  private static String name(MatchResult variable) {
    return variable.group(1) == null ? variable.group(2) : variable.group(1);
  }

  private static boolean isInstant(JsonNode target) {
    return target.path("instant").asBoolean();
  }

  static Stream<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
