package io.playbackanalytics.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.playbackanalytics.event.CohortDefinition;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MetricCatalogTest {

  private static final CohortDefinition APP_AND_OS = CohortDefinition.parse("app,os");

  @ParameterizedTest
  @EnumSource(MetricCatalog.class)
  void countersEndInTotalAndNothingElseDoes(MetricCatalog metric) {
    assertThat(metric.text().endsWith("_total"))
        .isEqualTo(metric.kind() == MetricCatalog.Kind.COUNTER);
  }

  @Test
  void namesInPrometheusAreFrozen() {
    assertThat(MetricCatalog.RECORDS_READ.exportedName())
        .isEqualTo("flink_taskmanager_job_task_operator_deserializer_playback_records_read_total");
    assertThat(MetricCatalog.RECORDS_LATE.exportedName())
        .isEqualTo("flink_taskmanager_job_task_operator_playback_records_late_total");
    assertThat(MetricCatalog.RECORDS_LATE_BY_REASON.exportedName())
        .isEqualTo("flink_taskmanager_job_task_operator_playback_reason_records_late_total");
    assertThat(MetricCatalog.RECORDS_REJECTED_BY_APP.exportedName())
        .isEqualTo("flink_taskmanager_job_task_operator_playback_app_records_rejected_total");
    assertThat(MetricCatalog.STALL_RATIO.exportedName(APP_AND_OS))
        .isEqualTo("flink_taskmanager_job_task_operator_playback_app_os_stall_ratio");
  }

  @Test
  void namesInPrometheusAreOfOneMetricEach() {
    assertThat(
            Arrays.stream(MetricCatalog.values())
                .map(
                    metric ->
                        metric.labels() == MetricCatalog.Labels.COHORT
                            ? metric.exportedName(CohortDefinition.parse("app"))
                            : metric.exportedName()))
        .doesNotHaveDuplicates();
  }

  @Test
  void onlyMetricsOfCohortsHaveDimensionsInTheirName() {
    assertThatIllegalStateException().isThrownBy(MetricCatalog.STALL_RATIO::exportedName);
    assertThatIllegalStateException()
        .isThrownBy(() -> MetricCatalog.RECORDS_READ.exportedName(APP_AND_OS));
  }
}
