package io.playbackanalytics.monitoring;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A dashboard whose panels stand from left to right and from top to bottom, as they are added. */
final class Dashboard {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int COLUMNS = 24;
  private static final String STARTS =
      "max by (job_name) (flink_jobmanager_job_lastCheckpointRestoreTimestamp{@job@} > 0)";

  private final ObjectNode json = JSON.objectNode();
  private final ArrayNode links = JSON.arrayNode();
  private final ArrayNode annotations = JSON.arrayNode();
  private final ArrayNode variables = JSON.arrayNode();
  private final ArrayNode panels = JSON.arrayNode();
  private int left;
  private int top;

  private Gaps gaps;

  /** Where the line of panels that is being filled ends. */
  private int bottom;

  /**
   * @param uid by which its address stays the same wherever it is provisioned
   * @param gaps what fills those of the expressions
   */
  Dashboard(String uid, String title, String description, Gaps gaps) {
    this.gaps = gaps;
    json.put("uid", uid).put("title", title).put("description", description);
    json.putArray("tags").add("playback-analytics");
    json.putNull("id").put("schemaVersion", 41).put("editable", true);
    // A cross-hair that all panels share.
    json.put("graphTooltip", 1);
    json.put("refresh", "5s").put("timezone", "browser");
    json.putObject("time").put("from", "now-15m").put("to", "now");
    ArrayNode intervals = json.putObject("timepicker").putArray("refresh_intervals");
    List.of("5s", "10s", "30s", "1m", "5m").forEach(intervals::add);
    ObjectNode builtIn = annotations.addObject().put("name", "Annotations & Alerts");
    builtIn.put("builtIn", 1).put("type", "dashboard").put("enable", true).put("hide", true);
    builtIn.put("iconColor", "rgba(0, 211, 255, 1)");
    builtIn.putObject("datasource").put("type", "grafana").put("uid", "-- Grafana --");
    ObjectNode source = variables.addObject().put("name", "datasource").put("label", "Prometheus");
    source.put("type", "datasource").put("query", "prometheus").put("refresh", 1);
    source.put(
        "description", "The Prometheus that scrapes the Flink cluster and evaluates the rules.");
    source.putObject("current").put("text", "Prometheus").put("value", "prometheus");
  }

  /** The source that the dashboard's reader chooses. */
  static ObjectNode prometheus() {
    return JSON.objectNode().put("type", "prometheus").put("uid", "${datasource}");
  }

  /** What fills the gaps of the expressions from here on. */
  Dashboard with(Gaps other) {
    gaps = other;
    return this;
  }

  /** Leads to another dashboard, with the same time and the same choices. */
  Dashboard linkToDashboard(String uid, String title, String tooltip) {
    linkTo(title, "dashboard", "/d/" + uid, tooltip).put("keepTime", true).put("includeVars", true);
    return this;
  }

  /** Leads to a page of its own. */
  Dashboard link(String title, String icon, String url, String tooltip) {
    linkTo(title, icon, url, tooltip).put("targetBlank", true);
    return this;
  }

  private ObjectNode linkTo(String title, String icon, String url, String tooltip) {
    ObjectNode link = links.addObject().put("type", "link").put("title", title).put("icon", icon);
    return link.put("url", url).put("tooltip", tooltip);
  }

  /** What all dashboards have: links to logs and traces, starts of the job and firing alerts. */
  Dashboard markings(AlertNames alerts) {
    link(
        "Logs",
        "doc",
        Explore.LOGS.url(),
        "Logs of JobManager and TaskManagers in Loki, which runs in a profile of its own");
    link(
        "Traces",
        "bolt",
        Explore.TRACES.url(),
        "Spans of checkpoints and restarts in Jaeger, which runs in a profile of its own");
    annotation("Job starts", "purple", STARTS)
        .put("titleFormat", "Job started")
        .put(
            "textFormat",
            "A start, restart or rescaling of {{job_name}}: its counters begin at 0 again.")
        .put("useValueForTime", true);
    annotation(
            "Firing alerts",
            "red",
            "max by (alertname, severity, app) (%s)".formatted(alerts.firing()))
        .put("titleFormat", "{{alertname}} {{app}}")
        .put("tagKeys", "severity,app");
    return this;
  }

  private ObjectNode annotation(String name, String color, String expression) {
    ObjectNode annotation = annotations.addObject().put("name", name).put("enable", true);
    annotation.put("iconColor", color).set("datasource", prometheus());
    ObjectNode target = annotation.putObject("target").put("refId", "Anno").put("interval", "5s");
    target.put("expr", gaps.fill(expression));
    return annotation;
  }

  /** Values of a label to choose from: all, one or several. */
  Dashboard choice(String name, String label, String description, String series) {
    String values = "label_values(%s, %s)".formatted(gaps.fill(series), name);
    ObjectNode variable = variables.addObject().put("name", name).put("label", label);
    variable.put("description", description).put("type", "query").put("definition", values);
    variable.set("datasource", prometheus());
    ObjectNode query = variable.putObject("query").put("qryType", 1).put("query", values);
    query.put("refId", "PrometheusVariableQueryEditor-VariableQuery");
    // With each change of the time range; sorted by the alphabet, whatever the case.
    variable.put("refresh", 2).put("sort", 5);
    variable.put("includeAll", true).put("multi", true).put("allValue", ".+");
    ObjectNode current = variable.putObject("current");
    current.putArray("text").add("All");
    current.putArray("value").add("$__all");
    return this;
  }

  /** A value to be changed where the dashboard is provisioned. */
  Dashboard constant(String name, String label, String description, String value) {
    ObjectNode variable = variables.addObject().put("name", name).put("label", label);
    variable.put("description", description).put("type", "constant").put("query", value);
    variable.put("hide", 2).put("skipUrlSync", true);
    variable.putObject("current").put("text", value).put("value", value);
    return this;
  }

  /** A heading. */
  Dashboard row(String title) {
    nextLine();
    ObjectNode row = panels.addObject();
    row.put("id", panels.size()).put("type", "row");
    row.put("title", title).put("collapsed", false);
    row.set("gridPos", Panel.position(0, top, COLUMNS, 1));
    row.putArray("panels");
    bottom = top + 1;
    left = COLUMNS;
    return this;
  }

  Dashboard panel(Panel panel) {
    if (left + panel.width() > COLUMNS) {
      nextLine();
    }
    panels.add(panel.json(panels.size() + 1, left, top, gaps));
    left += panel.width();
    bottom = Math.max(bottom, top + panel.height());
    return this;
  }

  private void nextLine() {
    left = 0;
    top = bottom;
  }

  ObjectNode json() {
    json.set("links", links);
    json.set("annotations", JSON.objectNode().set("list", annotations));
    json.set("templating", JSON.objectNode().set("list", variables));
    json.set("panels", panels);
    return json;
  }
}
