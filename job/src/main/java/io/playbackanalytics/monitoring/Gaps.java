package io.playbackanalytics.monitoring;

import io.playbackanalytics.measure.total.Measure;
import io.playbackanalytics.metric.CohortMetric;
import io.playbackanalytics.metric.MetricCatalog;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What fills the gaps of an expression, {@code @name@}:
 *
 * <ul>
 *   <li>{@code @records_read_total@}: a metric's whole name, found in {@link MetricCatalog} by its
 *       last part, with {@code reason_} or {@code app_} in front where the name has that; {@code
 *       @job@}: what selects the job.
 *   <li>For a {@link Split}, the names of its metrics, such as {@code @stall_ms_total@}, and its
 *       properties.
 * </ul>
 */
record Gaps(Map<String, String> values) {

  /** The job that never ends; a bounded run has another name. */
  private static final String JOB = "job=\"flink\",job_name=\"playback-analytics\"";

  private static final String RUNBOOK =
      "https://github.com/playback-analytics/playback-analytics/blob/main/monitoring/RUNBOOK.md";

  private static final Pattern GAP = Pattern.compile("@([a-z0-9_()]+)@");
  private static final String GROUP = "_playback_";

  Gaps {
    values = Map.copyOf(values);
  }

  /** For what no cohort has. */
  static Gaps ofJob() {
    Map<String, String> values = new HashMap<>();
    values.put("job", JOB);
    values.put("job_escaped", JOB.replace("\"", "\\\""));
    values.put("runbook", RUNBOOK);
    Arrays.stream(MetricCatalog.values())
        .map(MetricCatalog::exportedName)
        .forEach(name -> values.put(name.substring(name.indexOf(GROUP) + GROUP.length()), name));
    return new Gaps(values);
  }

  static Gaps of(Split split) {
    Map<String, String> values = new HashMap<>(ofJob().values());
    values.put("split", split.text());
    values.put("by", split.by());
    values.put("known", split.known());
    values.put("chosen", split.chosen());
    values.put("asked", split.asked());
    values.put("labels", split.labels());
    values.put("values", split.values());
    values.put("cohort_label(", split.cohortLabelBegin());
    values.put(")cohort_label", split.cohortLabelEnd());
    Arrays.stream(Measure.values())
        .flatMap(CohortMetric::of)
        .forEach(metric -> values.put(metric.suffix(), split.metric(metric)));
    return new Gaps(values);
  }

  /**
   * The text without gaps.
   *
   * @throws IllegalArgumentException if nothing is known for one of them
   */
  String fill(String text) {
    return GAP.matcher(text)
        .replaceAll(
            gap -> {
              String value = values.get(gap.group(1));
              if (value == null) {
                throw new IllegalArgumentException("nothing for " + gap.group());
              }
              return Matcher.quoteReplacement(value);
            });
  }
}
