package io.playbackanalytics.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.playbackanalytics.event.Cohort;
import io.playbackanalytics.event.Reason;
import io.playbackanalytics.event.Rejection;
import io.playbackanalytics.event.SourceRecord;
import io.playbackanalytics.measure.window.LateRecord;
import io.playbackanalytics.measure.window.RejectedRecord;
import io.playbackanalytics.metric.MetricExport;
import io.playbackanalytics.metric.flink.ReportedMetrics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RecordCountsTest {

  private static final long NOW = Duration.ofDays(20_000).toMillis();

  private final ReportedMetrics reported = new ReportedMetrics();
  private final RecordCounts counts =
      new RecordCounts(reported.operator(), new MetricExport.Scraped(Duration.ZERO));

  @AfterEach
  void close() {
    counts.close();
  }

  @ParameterizedTest
  @EnumSource(Reason.class)
  void rejectedRecordsAreCountedByReasonFrom0On(Reason reason) {
    assertThat(rejected(reason)).isZero();
    counts.rejected(new RejectedRecord(source("{}"), Rejection.ofValue(reason, "test")));
    assertThat(rejected(reason)).isEqualTo(1);
    assertThat(reported.counter("operator_playback_records_rejected_total", Map.of())).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "1, under_10_min",
    "599999, under_10_min",
    "600000, under_1_d",
    "86399999, under_1_d",
    "86400000, over_1_d",
    "10368000000000000, over_1_d"
  })
  void lateRecordsAreCountedByHowLateTheyAre(long behind, String by) {
    counts.late(new LateRecord(source("{}"), NOW - behind, NOW));
    assertThat(
            reported.counter("operator_playback_reason_records_late_total", Map.of("reason", by)))
        .isEqualTo(1);
    assertThat(reported.counter("operator_playback_records_late_total", Map.of())).isEqualTo(1);
  }

  /** At the end of a bounded run, with the oldest event there can be. */
  @Test
  void theLatestOfAllIsOverADayLate() {
    counts.late(new LateRecord(source("{}"), Long.MIN_VALUE, Long.MAX_VALUE));
    assertThat(
            reported.counter(
                "operator_playback_reason_records_late_total", Map.of("reason", "over_1_d")))
        .isEqualTo(1);
  }

  @Test
  void recordsAreCountedByAppWhereOneCanBeRead() {
    reject("{\"app_id\":\"music\"}", Reason.MISSING_FIELD);
    reject("{\"app_id\":\"music\",", Reason.NOT_JSON);
    reject("no json", Reason.NOT_JSON);
    counts.late(new LateRecord(source("{\"app_id\":\"video\"}"), 0, NOW));
    assertThat(rejectedOf("music")).isEqualTo(2);
    assertThat(reported.counter("operator_playback_app_records_late_total", Map.of("app", "video")))
        .isEqualTo(1);
    assertThat(reported.series())
        .filteredOn(series -> series.labels().containsKey("app"))
        .hasSize(2);
  }

  /** It may be as long as Kafka allows, and is rejected in order not to be read. */
  @Test
  void noAppIsLookedForInWhatIsTooLarge() {
    reject("{\"app_id\":\"music\"}", Reason.TOO_LARGE);
    assertThat(reported.series()).noneMatch(series -> series.labels().containsKey("app"));
  }

  @Test
  void madeUpAppsShareOneSeries() {
    for (int app = 0; app < CountsByApp.MOST + 50; app++) {
      reject("{\"app_id\":\"%d\"}".formatted(app), Reason.MISSING_FIELD);
    }
    reject("{\"app_id\":\"0\"}", Reason.MISSING_FIELD);
    assertThat(rejectedOf("0")).isEqualTo(2);
    assertThat(rejectedOf(Cohort.OTHER)).isEqualTo(50);
    assertThat(reported.series())
        .filteredOn(series -> series.labels().containsKey("app"))
        .hasSize(CountsByApp.MOST + 1);
  }

  private void reject(String value, Reason reason) {
    counts.rejected(new RejectedRecord(source(value), Rejection.ofValue(reason, "test")));
  }

  private long rejected(Reason reason) {
    return reported.counter(
        "operator_playback_reason_records_rejected_total", Map.of("reason", reason.wire()));
  }

  private long rejectedOf(String app) {
    return reported.counter("operator_playback_app_records_rejected_total", Map.of("app", app));
  }

  private static SourceRecord source(String value) {
    return new SourceRecord("events", 0, 0, null, value.getBytes(StandardCharsets.UTF_8));
  }
}
