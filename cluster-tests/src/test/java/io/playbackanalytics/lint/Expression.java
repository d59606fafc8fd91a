package io.playbackanalytics.lint;

import io.playbackanalytics.grafana.GrafanaDashboards;
import io.playbackanalytics.monitoring.MonitoringFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * An expression that Prometheus is asked.
 *
 * @param origin rule, or dashboard and panel
 */
public record Expression(String origin, String text) {

  /** Every rule's and every dashboard's, with each variable chosen so that it takes all. */
  public static List<Expression> all() {
    List<Expression> all = new ArrayList<>(rules());
    GrafanaDashboards dashboards = GrafanaDashboards.read();
    Stream.concat(
            dashboards.panelQueries(GrafanaDashboards.ALL).stream(),
            dashboards.otherQueries(GrafanaDashboards.ALL).stream())
        .map(
            query ->
                new Expression(
                    query.dashboard() + ": " + query.panel() + " " + query.refId(), query.expr()))
        .forEach(all::add);
    return all;
  }

  /** The recording and the alerting rules'. */
  public static List<Expression> rules() {
    return MonitoringFiles.rules().stream()
        .map(
            rule ->
                new Expression(
                    rule.path("record").asText(rule.path("alert").asText()),
                    rule.path("expr").asText()))
        .toList();
  }
}
