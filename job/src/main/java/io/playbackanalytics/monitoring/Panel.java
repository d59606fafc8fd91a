package io.playbackanalytics.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One panel of a dashboard, built up by what it is told. Whatever it shows, no data is not zero: it
 * says "no data", or has a gap.
 */
final class Panel {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final String type;
  private final String title;
  private final String description;
  private final int width;
  private final ObjectNode defaults = JSON.objectNode();
  private final ObjectNode options = JSON.objectNode();
  private final ArrayNode links = JSON.arrayNode();
  private final ArrayNode targets = JSON.arrayNode();

  /** By line or column, what differs there from the defaults. */
  private final Map<String, ArrayNode> overrides = new LinkedHashMap<>();

  /** By label or query the name of the column, in the order of the columns. */
  private final Map<String, String> columns = new LinkedHashMap<>();

  private int height;

  private Panel(String type, String title, String description, int width, int height) {
    this.type = type;
    this.title = title;
    this.description = description;
    this.width = width;
    this.height = height;
    defaults.put("noValue", "no data");
    defaults.putArray("mappings").add(noData());
  }

  /** One number, of now. */
  static Panel stat(int width, String title, String description) {
    Panel panel = new Panel("stat", title, description, width, 4);
    panel.options.put("graphMode", "none").put("textMode", "value");
    return panel.steps("text");
  }

  /** Lines over time. */
  static Panel graph(int width, String title, String description) {
    Panel panel = new Panel("timeseries", title, description, width, 8);
    panel.defaults.putObject("color").put("mode", "palette-classic-by-name");
    ObjectNode custom = panel.defaults.putObject("custom").put("spanNulls", false);
    custom.putObject("stacking").put("mode", "none");
    custom.putObject("thresholdsStyle").put("mode", "off");
    panel.options.putObject("legend").put("displayMode", "list").put("placement", "bottom");
    panel.options.putObject("tooltip").put("mode", "multi").put("sort", "desc");
    return panel.steps("green");
  }

  /**
   * Rows of now.
   *
   * @param sortedBy the name of a column; its highest value comes first
   */
  static Panel table(int width, String title, String description, String sortedBy) {
    Panel panel = new Panel("table", title, description, width, 9);
    panel.options.putArray("sortBy").addObject().put("displayName", sortedBy).put("desc", true);
    return panel.unit("string").steps("text");
  }

  Panel height(int rows) {
    height = rows;
    return this;
  }

  /** A unit that Grafana knows. */
  Panel unit(String unit) {
    defaults.put("unit", unit);
    return this;
  }

  Panel unit(String unit, int decimals) {
    defaults.put("decimals", decimals);
    return unit(unit);
  }

  /** Shows a text for one value. */
  Panel text(String value, String text, String color) {
    ObjectNode mapping = defaults.withArray("/mappings").addObject().put("type", "value");
    mapping.putObject("options").putObject(value).put("text", text).put("color", color);
    return this;
  }

  /** The axis begins at 0. */
  Panel from0() {
    defaults.put("min", 0);
    return this;
  }

  /** The axis goes from 0 to 1. */
  Panel from0To1() {
    defaults.put("max", 1);
    return from0();
  }

  /** The first colour, and in turns a value and the colour that begins there. */
  Panel steps(Object... steps) {
    defaults.set("thresholds", thresholds(steps));
    return this;
  }

  /** A dashed line where bad begins. */
  Panel limit(double bad) {
    defaults.withObject("/custom/thresholdsStyle").put("mode", "dashed");
    return steps("green", bad, "red");
  }

  /** Names of many lines, at the right, the highest first. */
  Panel manyLines() {
    ObjectNode legend = options.putObject("legend");
    legend.put("displayMode", "table").put("placement", "right").putArray("calcs").add("max");
    legend.put("sortBy", "Max").put("sortDesc", true);
    return this;
  }

  Panel link(Explore place) {
    links.addObject().put("title", place.title()).put("url", place.url()).put("targetBlank", true);
    return this;
  }

  /** The line, or lines, of a graph; the number of a stat. */
  Panel query(String legend, String expression) {
    target(expression).put("legendFormat", legend);
    return this;
  }

  /** The number of a stat, or the rows of a table; each further one gives values to rows. */
  Panel query(String expression) {
    ObjectNode target = target(expression);
    if (type.equals("table")) {
      target.put("format", "table");
    }
    return this;
  }

  /**
   * Shows a column of the queries' result.
   *
   * @param source a label, or {@code Value #A} for the value of query A
   */
  Panel column(String source, String name) {
    columns.put(source, name);
    return this;
  }

  Panel column(String source, String name, String unit, int decimals) {
    return column(source, name)
        .override(name, "unit", JSON.textNode(unit))
        .override(name, "decimals", JSON.numberNode(decimals));
  }

  /** Colours the background of a column's cells. */
  Panel colored(String column, Object... steps) {
    return override(column, "thresholds", thresholds(steps))
        .override(
            column,
            "custom.cellOptions",
            JSON.objectNode().put("type", "color-background").put("mode", "basic"));
  }

  /** Shows texts of a column in colours. */
  Panel colored(String column, Map<String, String> colorsOfTexts) {
    ObjectNode texts = JSON.objectNode();
    colorsOfTexts.forEach(
        (text, color) -> texts.putObject(text).put("color", color).put("text", text));
    ArrayNode mappings = JSON.arrayNode().add(noData());
    mappings.addObject().put("type", "value").set("options", texts);
    return override(column, "mappings", mappings)
        .override(column, "custom.cellOptions", JSON.objectNode().put("type", "color-text"));
  }

  /** Sets a property for one line or column only. */
  Panel override(String name, String property, JsonNode value) {
    overrides
        .computeIfAbsent(name, any -> JSON.arrayNode())
        .addObject()
        .put("id", property)
        .set("value", value);
    return this;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /**
   * The panel as Grafana reads it, at a place of its dashboard.
   *
   * @param gaps what fills those of the queries
   */
  ObjectNode json(int id, int left, int top, Gaps gaps) {
    ObjectNode json = JSON.objectNode().put("id", id).put("type", type).put("title", title);
    json.put("description", description);
    json.set("gridPos", position(left, top, width, height));
    json.set("datasource", Dashboard.prometheus());
    ObjectNode config = json.putObject("fieldConfig");
    config.set("defaults", defaults);
    ArrayNode ofNames = config.putArray("overrides");
    overrides.forEach(
        (name, properties) -> {
          ObjectNode override = ofNames.addObject();
          override.putObject("matcher").put("id", "byName").put("options", name);
          override.set("properties", properties);
        });
    json.set("options", options);
    json.set("links", links);
    for (JsonNode target : targets) {
      ((ObjectNode) target).put("expr", gaps.fill(target.path("expr").asText()));
    }
    json.set("targets", targets);
    if (type.equals("table")) {
      json.set("transformations", transformations());
    }
    return json;
  }

  static ObjectNode position(int left, int top, int width, int height) {
    return JSON.objectNode().put("x", left).put("y", top).put("w", width).put("h", height);
  }

  private ObjectNode target(String expression) {
    // Over a time range, the last value of a series that ended long ago would look like now.
    boolean graph = type.equals("timeseries");
    ObjectNode target = targets.addObject();
    target.put("refId", String.valueOf((char) ('A' + targets.size() - 1)));
    target.set("datasource", Dashboard.prometheus());
    return target.put("instant", !graph).put("range", graph).put("expr", expression);
  }

  private ArrayNode transformations() {
    ArrayNode transformations = JSON.arrayNode();
    transformations.addObject().put("id", "merge").putObject("options");
    ObjectNode options = transformations.addObject().put("id", "organize").putObject("options");
    options.putObject("excludeByName").put("Time", true);
    ObjectNode order = options.putObject("indexByName");
    columns.keySet().forEach(source -> order.put(source, order.size()));
    ObjectNode names = options.putObject("renameByName");
    columns.forEach(names::put);
    return transformations;
  }

  private static ObjectNode thresholds(Object... steps) {
    ObjectNode thresholds = JSON.objectNode().put("mode", "absolute");
    ArrayNode of = thresholds.putArray("steps");
    of.addObject().put("color", (String) steps[0]).putNull("value");
    for (int i = 1; i < steps.length; i += 2) {
      double value = ((Number) steps[i]).doubleValue();
      of.addObject().put("color", (String) steps[i + 1]).put("value", value);
    }
    return thresholds;
  }

  /** A NaN is a value to Grafana: it would be shown as NaN in the colour of what is good. */
  private static ObjectNode noData() {
    ObjectNode mapping = JSON.objectNode().put("type", "special");
    ObjectNode result = mapping.putObject("options").put("match", "null+nan").putObject("result");
    result.put("text", "no data").put("color", "text").put("index", 0);
    return mapping;
  }
}
