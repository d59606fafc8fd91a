package io.playbackanalytics.lint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.playbackanalytics.event.CohortDefinition;
import io.playbackanalytics.event.Dimension;
import io.playbackanalytics.measure.total.Measure;
import io.playbackanalytics.metric.CohortMetric;
import io.playbackanalytics.metric.MetricCatalog;
import io.playbackanalytics.monitoring.CheckTool;
import io.playbackanalytics.monitoring.MonitoringFiles;
import io.playbackanalytics.settings.JobSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is rightly empty where all is well must not be empty because it is wrong. */
class QuietExpressionsTest {

  private static final String JOB = "job=\"flink\",job_name=\"playback-analytics\"";
  private static final int MINUTES = 65;

  /** Every 15 s. */
  private static final int SAMPLES = MINUTES * 4;

  private final ObjectNode test = new YAMLMapper().createObjectNode();
  private final ArrayNode series = test.put("interval", "15s").putArray("input_series");

  @TempDir Path folder;

  /** Alerts themselves: see the tests of the rules, each of which fires in one. */
  @Test
  void haveAnAnswerAfterAnHourInWhichAProcessIsNotScraped() throws Exception {
    add("flink_jobmanager_job_allSubTasksRunningOrFinishedTime{%s}".formatted(JOB), 15_000);
    add("%s{%s}".formatted(MetricCatalog.RECORDS_READ.exportedName(), JOB), 3000);
    for (CohortDefinition definition : JobSettings.parse().cohorts()) {
      String labels =
          definition.dimensions().stream()
              .map(Dimension::label)
              .map(label -> ",%1$s=\"%1$s\"".formatted(label))
              .collect(Collectors.joining("", JOB, ""));
      add(
          "%s{%s}".formatted(CohortMetric.total(Measure.PLAY_MS).exportedName(definition), labels),
          1_500_000);
    }
    series
        .addObject()
        .put("series", "up{job=\"flink\",instance=\"taskmanager-1:9249\"}")
        .put("values", "1x%d 0x20".formatted(SAMPLES - 12));
    List<Expression> quiet = QuietExpressions.besidesAlerts();
    assertThat(quiet).hasSize(13);
    ArrayNode expected = test.putArray("promql_expr_test");
    for (Expression expression : quiet) {
      ObjectNode one = expected.addObject();
      one.put("expr", "count(%s) > bool 0".formatted(expression.text()));
      // A rule is asked while all is well, the rest when there is something to tell.
      boolean rule = QuietExpressions.recordedLater(expression.origin());
      one.put("eval_time", rule ? MINUTES - 6 + "m" : MINUTES + "m");
      one.putArray("exp_samples").addObject().put("labels", "{}").put("value", 1);
    }
    ObjectNode file = new YAMLMapper().createObjectNode().put("evaluation_interval", "30s");
    ArrayNode rules = file.putArray("rule_files");
    MonitoringFiles.ruleFiles().forEach(path -> rules.add(path.toAbsolutePath().toString()));
    file.putArray("tests").add(test);
    Path path = folder.resolve("quiet.yml");
    new YAMLMapper().writeValue(path.toFile(), file);

    CheckTool.PROMTOOL.accepts(List.of("test", "rules"), List.of(path));
  }

  private void add(String name, long perSample) {
    series.addObject().put("series", name).put("values", "0+%dx%d".formatted(perSample, SAMPLES));
  }
}
