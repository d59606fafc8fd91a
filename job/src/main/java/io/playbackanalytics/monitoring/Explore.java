package io.playbackanalytics.monitoring;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Where Grafana shows what else is known of the time that a dashboard shows. */
enum Explore {
  LOGS("Logs of Flink", "loki"),
  TRACES("Traces of checkpoints and restarts", "jaeger");

  private final String title;
  private final String source;

  Explore(String title, String source) {
    this.title = title;
    this.source = source;
  }

  String title() {
    return title;
  }

  String url() {
    ObjectNode panes = JsonNodeFactory.instance.objectNode();
    ObjectNode pane = panes.putObject("a");
    pane.put("datasource", source);
    ObjectNode query = pane.putArray("queries").addObject();
    query.put("refId", "A").putObject("datasource").put("type", source).put("uid", source);
    switch (this) {
      case LOGS -> query.put("expr", "{job=\"flink\"}").put("queryType", "range");
      case TRACES ->
          query.put("queryType", "search").put("service", "playback-analytics").put("limit", 20);
    }
    pane.putObject("range").put("from", "FROM").put("to", "TO");
    // Grafana puts values in place of variables only where they are not encoded.
    return "/explore?schemaVersion=1&orgId=1&panes="
        + URLEncoder.encode(panes.toString(), StandardCharsets.UTF_8)
            .replace("FROM", "${__from}")
            .replace("TO", "${__to}");
  }
}
