package io.playbackanalytics.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.playbackanalytics.event.CohortDefinition;
import io.playbackanalytics.measure.total.Measure;
import io.playbackanalytics.measure.total.Measures;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

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
    assertThat(CohortMetric.ofLastWindow(Measure.STALL_RATIO).exportedName(APP_AND_OS))
        .isEqualTo("flink_taskmanager_job_task_operator_playback_app_os_stall_ratio");
    assertThat(CohortMetric.total(Measure.PLAY_MS).exportedName(APP_AND_OS))
        .isEqualTo("flink_taskmanager_job_task_operator_playback_app_os_play_ms_total");
    assertThat(CohortMetric.buckets(Measure.STARTUP_MS).exportedName(APP_AND_OS))
        .isEqualTo("flink_taskmanager_job_task_operator_playback_app_os_le_startup_ms_bucket");
    assertThat(CohortMetric.classes(Measure.ERRORS).exportedName(APP_AND_OS))
        .isEqualTo("flink_taskmanager_job_task_operator_playback_app_os_class_errors_total");
  }

  @Test
  void namesInPrometheusAreOfOneMetricEach() {
    CohortDefinition app = CohortDefinition.parse("app");
    assertThat(
            Stream.concat(
                Arrays.stream(MetricCatalog.values()).map(MetricCatalog::exportedName),
                ofCohorts().map(metric -> metric.exportedName(app))))
        .doesNotHaveDuplicates();
  }

  static Stream<CohortMetric> ofCohorts() {
    return CohortMetric.of(Measures.all()).stream();
  }

  @ParameterizedTest
  @MethodSource("ofCohorts")
  void countersOfCohortsEndInTotalOrBucketAndNothingElseDoes(CohortMetric metric) {
    assertThat(metric.text().endsWith("_total") || metric.text().endsWith("_bucket"))
        .isEqualTo(metric.kind() == MetricCatalog.Kind.COUNTER);
  }
}
