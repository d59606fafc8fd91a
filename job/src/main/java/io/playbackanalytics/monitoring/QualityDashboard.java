package io.playbackanalytics.monitoring;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.playbackanalytics.event.CohortDefinition;
import io.playbackanalytics.event.Dimension;
import io.playbackanalytics.measure.total.Measure;
import io.playbackanalytics.measure.total.MeasureGroup;
import io.playbackanalytics.measure.total.Measures;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How playback is going: of all apps together, of the worst cohorts, and of each split. */
final class QualityDashboard {

  static final String UID = "playback-quality";

  /** The same as in the objectives of the rules: where green turns red. */
  private static final double OBJECTIVE = 0.02;

  private static final String DECODE_FAILURES = "Decode failures / decode attempts";
  private static final String STALLS = "Stalled time / (rendered + stalled time)";
  static final String LAST_VALUE = "max by (@by@) (@%s@{@job@, @chosen@})";
  private static final String LAST_WINDOW =
      "Not a rate: a value in 1 s to 5 s, since each scrape finds the newest window only. NaN, a "
          + "gap, when the window is empty or no new one came for 10 s. The overflow cohort "
          + "__other__ has none. ";
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Split apps;
  private final List<Split> parts;
  private final AlertNames alerts;
  private final Measures measures;
  private final Dashboard dashboard;

  private QualityDashboard(List<CohortDefinition> cohorts, Measures measures, AlertNames alerts) {
    this.measures = measures;
    this.apps = Split.byApp(cohorts);
    this.parts = Split.parts(cohorts);
    this.alerts = alerts;
    this.dashboard =
        new Dashboard(
            UID,
            "Playback quality",
            "Decode failure ratio, stall ratio and playback time of every app and of its parts. "
                + "No data is not zero: where nothing was measured, panels say no data and lines "
                + "have gaps.",
            Gaps.of(apps));
  }

  static ObjectNode json(List<CohortDefinition> cohorts, Measures measures, AlertNames alerts) {
    QualityDashboard quality = new QualityDashboard(cohorts, measures, alerts);
    quality.frame();
    quality.now();
    quality.worst();
    quality.apps();
    quality.otherMeasures();
    quality.parts.forEach(quality::part);
    return quality.dashboard.json();
  }

  /** Each dimension besides the app, with the first split that has it. */
  private Map<Dimension, Split> dimensions() {
    Map<Dimension, Split> dimensions = new TreeMap<>();
    parts.forEach(
        part -> part.ofApp().forEach(dimension -> dimensions.putIfAbsent(dimension, part)));
    return dimensions;
  }

  private void frame() {
    dashboard
        .linkToDashboard(
            HealthDashboard.UID, "Job health", "Is the job that computes these numbers well?")
        .markings(alerts)
        .choice(
            "app",
            "App",
            "Chooses what the rows from Apps on show; the rows above always show all apps.",
            "playback:events_per_second:app");
    dimensions()
        .forEach(
            (dimension, split) ->
                dashboard.choice(
                    dimension.label(),
                    heading(dimension),
                    "Chooses within the rows by " + CohortLines.words(dimension) + ".",
                    "playback:events_per_second:%s{app=~\"$app\"}".formatted(split.text())));
  }

  private void now() {
    Set<String> labels = new LinkedHashSet<>(List.of("alertname", "severity", "app"));
    dimensions().keySet().forEach(dimension -> labels.add(dimension.label()));
    Panel firing =
        Panel.table(
                8,
                "Alerts that are firing",
                "Each firing alert and since when its condition holds (the alert fired a little "
                    + "later, after its waiting time). Empty when none is firing: see the number "
                    + "beside.",
                "Since")
            .height(8)
            .query(
                "max by (%s) (ALERTS_FOR_STATE * 1000 and ignoring (alertstate) %s)"
                    .formatted(String.join(", ", labels), alerts.firing()))
            .column("severity", "Severity")
            .column("alertname", "Alert")
            .column("app", "App");
    dimensions()
        .keySet()
        .forEach(dimension -> firing.column(dimension.label(), heading(dimension)));
    firing
        .column("Value", "Since")
        .colored("Severity", new TreeMap<>(Map.of("page", "red", "warn", "orange")))
        .override("Since", "unit", JSON.textNode("dateTimeFromNow"));
    dashboard
        .row("Now, all apps")
        .panel(
            Panel.stat(
                    4,
                    "Decode failure ratio",
                    "Decode failures / decode attempts of all apps together, rates over 30 s, the "
                        + "overflow cohort included. Red from the objective on. No data without an "
                        + "attempt.")
                .unit("percentunit", 2)
                .steps("green", OBJECTIVE, "red")
                .query(
                    "sum(rate(@decode_failures_total@{@job@}[35s]))"
                        + " / sum(rate(@decode_attempts_total@{@job@}[35s]))"))
        .panel(
            Panel.stat(
                    4,
                    "Stall ratio",
                    "Stalled time / (rendered + stalled time) of all apps together, rates over "
                        + "30 s, the overflow cohort included. Red from the objective on. No data "
                        + "where nobody plays.")
                .unit("percentunit", 2)
                .steps("green", OBJECTIVE, "red")
                .query(
                    "sum(rate(@stall_ms_total@{@job@}[35s]))"
                        + " / (sum(rate(@play_ms_total@{@job@}[35s]))"
                        + " + sum(rate(@stall_ms_total@{@job@}[35s])))"))
        .panel(
            Panel.stat(
                    4,
                    "Apps within the decode objective",
                    "Share of apps whose decode failure ratio over 5 minutes is at most the "
                        + "objective. Only apps with at least 1,000 decode attempts in these 5 "
                        + "minutes count, as for the alert, and some in the last 30 s: after an "
                        + "outage there is no data, instead of what was before. Green: all of "
                        + "them; red: fewer than 90 %.")
                .unit("percentunit", 1)
                .steps("red", 0.9, "orange", 1, "green")
                .query(
                    "avg((playback:decode_failure_ratio_5m:app{app!=\"__other__\"}"
                        + " and on (app) (playback:decode_attempts_5m:app >= 1000)"
                        + " and on (app) (playback:decode_attempts_per_second:app > 0))"
                        + " <= bool on () group_left () playback:decode_failure_ratio:objective)"))
        .panel(
            Panel.stat(
                    4,
                    "Apps within the stall objective",
                    "Share of apps whose stall ratio over 5 minutes is at most the objective. Only "
                        + "apps of which at least 50 players rendered or stalled at a time count, "
                        + "as for the alert, and of which there were events in the last 30 s: "
                        + "after an outage there is no data, instead of what was before. Green: "
                        + "all of them; red: fewer than 90 %.")
                .unit("percentunit", 1)
                .steps("red", 0.9, "orange", 1, "green")
                .query(
                    "avg((playback:stall_ratio_5m:app{app!=\"__other__\"}"
                        + " and on (app) (playback:play_and_stall_seconds_per_second_5m:app >= 50)"
                        + " and on (app) (playback:events_per_second:app > 0))"
                        + " <= bool on () group_left () playback:stall_ratio:objective)"))
        .panel(
            Panel.stat(
                    4,
                    "Players rendering",
                    "Seconds rendered per second, over 30 s: how many players are rendering at a "
                        + "time.")
                .unit("short", 0)
                .query("sum(playback:playback_seconds_per_second:app)"))
        .panel(
            Panel.stat(4, "Events", "Events aggregated per second, over 30 s.")
                .unit("eps", 0)
                .query("sum(playback:events_per_second:app)"))
        .panel(
            Panel.stat(
                    4,
                    "Firing alerts",
                    "Alerts of this project that fire. No data where the rules are not evaluated.")
                .height(8)
                .unit("none", 0)
                .steps("green", 1, "red")
                .query(
                    "count(%s) or max(playback:stall_ratio:objective) * 0"
                        .formatted(alerts.firing())))
        .panel(firing)
        .panel(
            Panel.graph(
                    12,
                    "Players rendering, now and an hour before",
                    "Playback time per second, over 30 s, of all apps together; and the same an "
                        + "hour before, if Prometheus has it. A fall that the hour before does not "
                        + "have is an outage, or events that do not arrive.")
                .unit("short", 0)
                .from0()
                .query("now", "sum(playback:playback_seconds_per_second:app)")
                .query("an hour before", "sum(playback:playback_seconds_per_second:app offset 1h)")
                .override(
                    "an hour before",
                    "custom.lineStyle",
                    JSON.objectNode()
                        .put("fill", "dash")
                        .set("dash", JSON.arrayNode().add(6).add(6))));
  }

  private void worst() {
    dashboard
        .row("Who makes it bad, over 5 minutes")
        .panel(
            worst(
                "Most stalls beyond what is usual",
                "The 15 cohorts, of all splits together, with the most players standing still at a "
                    + "time beyond what the stall ratio of their app would give; an app as a whole "
                    + "against all apps. So a bad ratio counts as much as there is traffic. "
                    + "Cohorts of fewer than 10 players are left out. Click an app to see it "
                    + "alone.",
                "Players beyond",
                "playback:stalled_players_in_excess:cohort",
                "Stall ratio",
                "playback:stall_ratio_5m",
                "Players",
                "playback:play_and_stall_seconds_per_second_5m"))
        .panel(
            worst(
                "Most decode failures beyond what is usual",
                "The 15 cohorts, of all splits together, with the most decode failures per second "
                    + "beyond what the decode failure ratio of their app would give; an app as a "
                    + "whole against all apps. Cohorts of fewer than 100 decode attempts in the 5 "
                    + "minutes are left out. Click an app to see it alone.",
                "Failures/s beyond",
                "playback:decode_failures_in_excess:cohort",
                "Decode failure ratio",
                "playback:decode_failure_ratio_5m",
                "Attempts",
                "playback:decode_attempts_5m"));
  }

  private Panel worst(
      String title,
      String description,
      String excess,
      String excesses,
      String ratio,
      String ratios,
      String evidence,
      String evidences) {
    String worst = "topk(15, %s > 0)".formatted(excesses);
    return Panel.table(12, title, description, excess)
        .query("sum by (app, cohort) (%s)".formatted(worst))
        .query(ofEverySplit(ratios, worst))
        .query(ofEverySplit(evidences, worst))
        .column("app", "App")
        .column("cohort", "Cohort")
        .column("Value #A", excess, "short", 1)
        .column("Value #B", ratio, "percentunit", 2)
        .column("Value #C", evidence, "locale", 0)
        .colored(ratio, "green", OBJECTIVE, "red")
        .override("App", "links", linkToApp());
  }

  /** Values of every split, where {@code which} has a value for the cohort. */
  private String ofEverySplit(String recorded, String which) {
    String all =
        "label_replace(%s:app, \"cohort\", \"whole app\", \"\", \"\")".formatted(recorded)
            + parts.stream()
                .map(
                    part ->
                        "\n  or "
                            + part.cohortLabelBegin()
                            + recorded
                            + ":"
                            + part.text()
                            + ", "
                            + part.cohortLabelEnd())
                .collect(Collectors.joining());
    return "sum by (app, cohort) (%s)\n  and on (app, cohort) %s".formatted(all, which);
  }

  private static ArrayNode linkToApp() {
    ArrayNode links = JSON.arrayNode();
    links
        .addObject()
        .put("title", "Show ${__value.text} only")
        .put(
            "url",
            "/d/%s?${datasource:queryparam}&var-app=${__value.raw:percentencode}&${__url_time_range}"
                .formatted(UID));
    return links;
  }

  private void apps() {
    dashboard.with(Gaps.of(apps)).row("Apps: $app");
    ratio("Decode failure ratio", DECODE_FAILURES, 12, "playback:decode_failure_ratio", apps);
    lastWindow("Decode failure ratio", DECODE_FAILURES, Measure.DECODE_FAILURE_RATIO);
    ratio("Stall ratio", STALLS, 12, "playback:stall_ratio", apps);
    lastWindow("Stall ratio", STALLS, Measure.STALL_RATIO);
    players("Players rendering", 12, apps);
    if (apps.hasGauges()) {
      dashboard.panel(
          CohortLines.of(
                  "Playback time, last window",
                  "Playback time summed over the players in the last 5 s window, about 5 times the "
                      + "number of players rendering. "
                      + LAST_WINDOW,
                  12,
                  LAST_VALUE.formatted(Measure.PLAYBACK_SECONDS.wire()),
                  apps)
              .unit("s", 0));
    }
    dashboard.panel(
        CohortLines.of(
                "Events, over 30 s",
                "Events aggregated per second, rates over 30 s. ",
                24,
                "playback:events_per_second:@split@{@chosen@}",
                apps)
            .unit("eps", 0)
            .height(7));
  }

  /** A row for each group of measures besides those that have panels of their own. */
  private void otherMeasures() {
    for (MeasureGroup group : MeasureGroup.values()) {
      List<Measure> ofGroup =
          measures.list().stream().filter(measure -> measure.group() == group).toList();
      if (group != MeasureGroup.QUALITY && !ofGroup.isEmpty()) {
        dashboard.with(Gaps.of(apps)).row("Measures of %s: $app".formatted(group.wire()));
        ofGroup.forEach(measure -> MeasurePanels.of(measure, apps).forEach(dashboard::panel));
      }
    }
  }

  private void part(Split part) {
    String by = part.ofApp().stream().map(CohortLines::words).collect(Collectors.joining(" and "));
    String variables =
        part.dimensions().stream()
            .map(dimension -> "$" + dimension.label())
            .collect(Collectors.joining(", "));
    dashboard.with(Gaps.of(part)).row("By %s: %s".formatted(by, variables));
    ratio(
        "Decode failure ratio by " + by,
        DECODE_FAILURES,
        12,
        "playback:decode_failure_ratio",
        part);
    ratio("Stall ratio by " + by, STALLS, 12, "playback:stall_ratio", part);
    players("Players rendering by " + by, 24, part);
  }

  private void ratio(String title, String formula, int width, String recorded, Split split) {
    dashboard.panel(
        CohortLines.of(
                title + ", over 30 s",
                formula + ", rates over 30 s. The dashed line is the objective. ",
                width,
                recorded + ":@split@{@chosen@}",
                split)
            .unit("percentunit", 2)
            .limit(OBJECTIVE)
            .link(Explore.LOGS));
  }

  /** The gauges, which only apps have that are counted by themselves. */
  private void lastWindow(String title, String formula, Measure gauge) {
    if (apps.hasGauges()) {
      dashboard.panel(
          CohortLines.of(
                  title + ", last window",
                  formula + " of the last 5 s window. " + LAST_WINDOW,
                  12,
                  LAST_VALUE.formatted(gauge.wire()),
                  apps)
              .unit("percentunit", 2)
              .limit(OBJECTIVE)
              .link(Explore.LOGS));
    }
  }

  private void players(String title, int width, Split split) {
    dashboard.panel(
        CohortLines.of(
                title + ", over 30 s",
                "Playback time per second, over 30 s: how many players are rendering at a time. ",
                width,
                "playback:playback_seconds_per_second:@split@{@chosen@}",
                split)
            .unit("short", 0));
  }

  private static String heading(Dimension dimension) {
    String words = CohortLines.words(dimension);
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }
}
