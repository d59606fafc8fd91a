package io.playbackanalytics.metric.flink;

import static io.playbackanalytics.publish.Qualities.totals;
import static io.playbackanalytics.publish.Qualities.window;
import static org.assertj.core.api.Assertions.assertThat;

import io.playbackanalytics.ManualClock;
import io.playbackanalytics.measure.total.QualityTotals;
import io.playbackanalytics.measure.window.Slice;
import io.playbackanalytics.metric.ExposureLimits;
import io.playbackanalytics.metric.MetricExport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExposeMetricsTest {

  private static final Duration STALE_AFTER = Duration.ofSeconds(10);
  private static final String COHORT = "app=music-android";
  private static final Map<String, String> LABELS = Map.of("app", "music-android");
  private static final List<String> GAUGES =
      List.of("decode_failure_ratio", "stall_ratio", "playback_seconds");

  private final ManualClock clock = new ManualClock(1_767_225_600_000L);
  private final ReportedMetrics metrics = new ReportedMetrics();
  private final ExposeMetrics expose =
      new ExposeMetrics(
          QualityTotals.QUALITY,
          new ExposureLimits(100, Duration.ofMinutes(10), STALE_AFTER),
          clock);

  @BeforeEach
  void open() {
    expose.open(PlaybackMetrics.open(metrics.operator(), new MetricExport.Scraped(Duration.ZERO)));
  }

  @Test
  void gaugesShowTheLastWindow() {
    expose.onQuality(window(COHORT, 5000, 0, totals(9, 400, 1, 190_000, 10_000)));
    assertThat(gauge("decode_failure_ratio")).isEqualTo(0.0025);
    assertThat(gauge("stall_ratio")).isEqualTo(0.05);
    assertThat(gauge("playback_seconds")).isEqualTo(190);

    expose.onQuality(window(COHORT, 6000, 0, totals(9, 4, 3, 1000, 3000)));
    assertThat(gauge("decode_failure_ratio")).isEqualTo(0.75);
    assertThat(gauge("stall_ratio")).isEqualTo(0.75);
    assertThat(gauge("playback_seconds")).isEqualTo(1);
  }

  @Test
  void aRatioWithoutDataIsNaN() {
    expose.onQuality(window(COHORT, 5000, 0, totals(1, 0, 0, 0, 0)));
    assertThat(gauge("decode_failure_ratio")).isNaN();
    assertThat(gauge("stall_ratio")).isNaN();
    assertThat(gauge("playback_seconds")).isZero();
  }

  @Test
  void ratiosOfAClosingRecordAreNaN() {
    expose.onQuality(window(COHORT, 5000, 0, totals(9, 4, 3, 1000, 3000)));
    expose.onQuality(window(COHORT, 10_000, 0, QualityTotals.nothing()));
    assertThat(gauge("decode_failure_ratio")).isNaN();
    assertThat(gauge("stall_ratio")).isNaN();
    assertThat(gauge("playback_seconds")).isZero();
  }

  @Test
  void gaugesAreNaNBeforeTheFirstWindow() {
    expose.onSlice(new Slice(COHORT, 1000, totals(9, 4, 3, 1000, 3000)));
    assertAllNaN();
  }

  @Test
  void gaugesAreNaNOnceNothingCameForTheTimeOfStaleness() {
    expose.onQuality(window(COHORT, 5000, 0, totals(9, 4, 3, 1000, 3000)));
    clock.advance(STALE_AFTER.minusMillis(1));
    assertThat(gauge("stall_ratio")).isEqualTo(0.75);
    clock.advance(Duration.ofMillis(1));
    assertAllNaN();
    clock.advance(Duration.ofDays(1));
    assertAllNaN();
  }

  @Test
  void aNewWindowEndsTheStaleness() {
    expose.onQuality(window(COHORT, 5000, 0, totals(9, 4, 3, 1000, 3000)));
    clock.advance(STALE_AFTER.multipliedBy(2));
    expose.onQuality(window(COHORT, 6000, 0, totals(9, 4, 1, 1000, 1000)));
    assertThat(gauge("stall_ratio")).isEqualTo(0.5);
  }

  @Test
  void aRevisionOfAnOlderWindowDoesNotReplaceTheNewerOne() {
    expose.onQuality(window(COHORT, 6000, 0, totals(9, 4, 3, 1000, 3000)));
    expose.onQuality(window(COHORT, 5000, 1, totals(9, 4, 1, 1000, 1000)));
    assertThat(gauge("stall_ratio")).isEqualTo(0.75);
  }

  @Test
  void aRevisionOfAnOlderWindowDoesNotKeepTheNewerOneFresh() {
    expose.onQuality(window(COHORT, 6000, 0, totals(9, 4, 3, 1000, 3000)));
    clock.advance(STALE_AFTER.minusMillis(1));
    expose.onQuality(window(COHORT, 5000, 1, totals(9, 4, 1, 1000, 1000)));
    clock.advance(Duration.ofMillis(1));
    assertAllNaN();
  }

  @Test
  void aRevisionOfTheWindowOnShowReplacesIt() {
    expose.onQuality(window(COHORT, 6000, 0, totals(9, 4, 3, 1000, 3000)));
    expose.onQuality(window(COHORT, 6000, 1, totals(10, 4, 1, 1000, 1000)));
    assertThat(gauge("stall_ratio")).isEqualTo(0.5);
  }

  @Test
  void countersSumSlicesAndNotWindows() {
    expose.onSlice(new Slice(COHORT, 1000, totals(1, 20, 3, 400, 5)));
    expose.onSlice(new Slice(COHORT, 2000, totals(10, 200, 30, 4000, 50)));
    expose.onSlice(new Slice(COHORT, 1000, totals(100, 2000, 300, 40_000, 500)));
    for (int end = 2000; end <= 7000; end += 1000) {
      expose.onQuality(window(COHORT, end, 0, totals(111, 2220, 333, 44_400, 555)));
    }
    assertThat(counter("events_total")).isEqualTo(111);
    assertThat(counter("decode_attempts_total")).isEqualTo(2220);
    assertThat(counter("decode_failures_total")).isEqualTo(333);
    assertThat(counter("play_ms_total")).isEqualTo(44_400);
    assertThat(counter("stall_ms_total")).isEqualTo(555);
  }

  @Test
  void labelsAreTheCohortsDimensionsWithTheirUnescapedValues() {
    expose.onSlice(
        new Slice("app=a\\,b \"🎧\",os=Android 14,cdn=x\\=y", 1000, QualityTotals.nothing()));
    assertThat(metrics.series())
        .filteredOn(series -> series.name().startsWith("operator_playback_app"))
        .hasSize(8)
        .extracting(ReportedMetrics.Series::labels)
        .containsOnly(Map.of("app", "a,b \"🎧\"", "os", "Android 14", "cdn", "x=y"));
  }

  @Test
  void namesTellTheDefinitionSoThatSeriesOfOneNameHaveTheSameLabels() {
    expose.onSlice(new Slice("app=a", 1000, QualityTotals.nothing()));
    expose.onSlice(new Slice("app=b", 1000, QualityTotals.nothing()));
    expose.onSlice(new Slice("app=a,os=x", 1000, QualityTotals.nothing()));
    assertThat(metrics.series())
        .contains(
            new ReportedMetrics.Series("operator_playback_app_stall_ratio", Map.of("app", "a")),
            new ReportedMetrics.Series("operator_playback_app_stall_ratio", Map.of("app", "b")),
            new ReportedMetrics.Series(
                "operator_playback_app_os_stall_ratio", Map.of("app", "a", "os", "x")));
    assertThat(metrics.series())
        .filteredOn(series -> series.name().endsWith("app_os_stall_ratio"))
        .allSatisfy(series -> assertThat(series.labels()).containsOnlyKeys("app", "os"));
  }

  @Test
  void cohortsDoNotMix() {
    expose.onSlice(new Slice("app=a", 1000, totals(1, 0, 0, 0, 0)));
    expose.onSlice(new Slice("app=b", 1000, totals(2, 0, 0, 0, 0)));
    expose.onQuality(window("app=a", 5000, 0, totals(1, 0, 0, 1000, 3000)));
    expose.onQuality(window("app=b", 5000, 0, totals(1, 0, 0, 1000, 1000)));
    assertThat(metrics.counter("operator_playback_app_events_total", Map.of("app", "a")))
        .isEqualTo(1);
    assertThat(metrics.counter("operator_playback_app_events_total", Map.of("app", "b")))
        .isEqualTo(2);
    assertThat(metrics.gauge("operator_playback_app_stall_ratio", Map.of("app", "a")))
        .isEqualTo(0.75);
    assertThat(metrics.gauge("operator_playback_app_stall_ratio", Map.of("app", "b")))
        .isEqualTo(0.5);
  }

  @Test
  void crossesToTheTaskManagersSerialised() throws Exception {
    ExposeMetrics there =
        InstantiationUtil.clone(
            new ExposeMetrics(
                QualityTotals.QUALITY, new ExposureLimits(1, Duration.ofMinutes(10), STALE_AFTER)));
    ReportedMetrics metricsThere = new ReportedMetrics();
    there.open(
        PlaybackMetrics.open(metricsThere.operator(), new MetricExport.Scraped(Duration.ZERO)));
    there.onQuality(window(COHORT, 5000, 0, totals(9, 4, 3, 1000, 3000)));
    assertThat(metricsThere.gauge("operator_playback_app_stall_ratio", LABELS)).isEqualTo(0.75);
  }

  private void assertAllNaN() {
    assertThat(GAUGES).allSatisfy(name -> assertThat(gauge(name)).isNaN());
  }

  private double gauge(String name) {
    return metrics.gauge("operator_playback_app_" + name, LABELS);
  }

  private long counter(String name) {
    return metrics.counter("operator_playback_app_" + name, LABELS);
  }
}
