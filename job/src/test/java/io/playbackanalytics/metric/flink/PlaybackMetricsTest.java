package io.playbackanalytics.metric.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.playbackanalytics.event.Cohort;
import io.playbackanalytics.measure.total.Measure;
import io.playbackanalytics.metric.CohortMetric;
import io.playbackanalytics.metric.MetricExport;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;
import org.junit.jupiter.api.Test;

class PlaybackMetricsTest {

  private final ReportedMetrics reported = new ReportedMetrics();
  private final MetricGroup operator = reported.operator();
  private final PlaybackMetrics metrics =
      PlaybackMetrics.open(operator, new MetricExport.Scraped(Duration.ZERO));

  @Test
  void closingACohortLeavesNoSeriesOfIt() {
    CohortSeries series = cohort("app=a,os=x,cdn=y");
    assertThat(reported.series()).hasSize(1);
    assertThat(series.close()).isTrue();
    assertThat(reported.series()).isEmpty();
  }

  @Test
  void aCohortIsNotClosedAsLongAsOneIsWithinIt() {
    CohortSeries app = cohort("app=a");
    CohortSeries os = cohort("app=a,os=x");
    CohortSeries cdn = cohort("app=a,cdn=x");
    assertThat(app.close()).isFalse();
    assertThat(os.close()).isTrue();
    assertThat(app.close()).isFalse();
    assertThat(cdn.close()).isTrue();
    assertThat(app.close()).isTrue();
    assertThat(reported.series()).isEmpty();
  }

  /** Flink keeps a closed group in its parent's map: for ever new names that is a leak. */
  @Test
  void closedGroupsDoNotPileUpAndOpenSeriesGoOn() throws Exception {
    CohortSeries kept = cohort("app=kept");
    Counter counter = kept.counter(CohortMetric.total(Measure.DECODE_ATTEMPTS));
    counter.inc(7);
    CohortSeries within = cohort("app=kept,os=x");
    within.gauge(CohortMetric.ofLastWindow(Measure.STALL_RATIO), () -> 0.25);
    for (int i = 0; i < 3 * CohortGroups.MOST_CLOSED; i++) {
      assertThat(cohort("app=" + i + ",os=x").close()).isTrue();
      assertThat(groupsOfApps()).isLessThanOrEqualTo(CohortGroups.MOST_CLOSED + 2);
    }
    counter.inc();
    assertThat(
            reported.counter("operator_playback_app_decode_attempts_total", Map.of("app", "kept")))
        .isEqualTo(8);
    assertThat(
            reported.gauge(
                "operator_playback_app_os_stall_ratio", Map.of("app", "kept", "os", "x")))
        .isEqualTo(0.25);
    assertThat(reported.series()).hasSize(4);
    assertThat(within.close()).isTrue();
    assertThat(kept.close()).isTrue();
    assertThat(reported.series()).isEmpty();
  }

  private CohortSeries cohort(String key) {
    CohortSeries series = metrics.cohort(Cohort.ofKey(key));
    series.counter(CohortMetric.total(Measure.EVENTS));
    return series;
  }

  private int groupsOfApps() throws Exception {
    Field groups = AbstractMetricGroup.class.getDeclaredField("groups");
    groups.setAccessible(true);
    return ((Map<?, ?>) groups.get(operator.addGroup("playback").addGroup("app"))).size();
  }
}
