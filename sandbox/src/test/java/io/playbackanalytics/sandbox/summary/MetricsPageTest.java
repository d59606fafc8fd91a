package io.playbackanalytics.sandbox.summary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetricsPageTest {

  private static final MetricsPage PAGE =
      new MetricsPage(
          """
          # HELP flink_x_playback_records_late_total records_late_total (scope: x)
          # TYPE flink_x_playback_records_late_total gauge
          flink_x_playback_records_late_total{subtask_index="0",app="a b}",} 3.0
          flink_x_playback_records_late_total{subtask_index="1",} 4.5E3
          flink_x_playback_records_late_total_more{subtask_index="1",} 9.0
          flink_short{a="b",} 1.0
          up 1.0
          """);

  @Test
  void addsUpEverySeriesOfAMetric() {
    assertThat(PAGE.sumOf("_playback_records_late_total")).hasValue(4503);
  }

  @Test
  void aLabelCannotPassForASeries() {
    MetricsPage forged =
        new MetricsPage(
            """
            flink_x_playback_app_events_total{app="\rz_playback_records_late_total{ 7\r",} 1.0
            flink_x_playback_records_late_total{subtask_index="0",} 3.0
            """);
    assertThat(forged.sumOf("_playback_records_late_total")).hasValue(3);
  }

  @Test
  void saysWhereThereIsNoSuchMetric() {
    assertThat(PAGE.sumOf("_playback_records_rejected_total")).isEmpty();
    assertThat(new MetricsPage("").sumOf("x")).isEmpty();
  }
}
