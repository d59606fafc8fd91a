package io.playbackanalytics.metric.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.playbackanalytics.ManualClock;
import io.playbackanalytics.event.ErrorClass;
import io.playbackanalytics.measure.total.Buckets;
import io.playbackanalytics.measure.total.Details;
import io.playbackanalytics.measure.total.DetailsBuilder;
import io.playbackanalytics.measure.total.Measure;
import io.playbackanalytics.measure.total.Measures;
import io.playbackanalytics.measure.total.Totals;
import io.playbackanalytics.measure.window.Slice;
import io.playbackanalytics.metric.ExposureLimits;
import io.playbackanalytics.metric.MetricExport;
import io.playbackanalytics.publish.Qualities;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Prometheus sees of measures that are no plain sums. */
class PlaysMetricsTest {

  private static final Measures MEASURES = Measures.all();
  private static final Map<String, String> APP = Map.of("app", "a");

  private final ReportedMetrics metrics = new ReportedMetrics();
  private final ExposeMetrics expose =
      new ExposeMetrics(
          MEASURES,
          new ExposureLimits(10, Duration.ofMinutes(10), Duration.ofSeconds(10)),
          new ManualClock(1_767_225_600_000L));

  @BeforeEach
  void open() {
    expose.open(PlaybackMetrics.open(metrics.operator(), new MetricExport.Scraped(Duration.ZERO)));
  }

  @Test
  void aDistributionIsCumulativeCountersUpToEachBound() {
    slice(startups(0, 100, 101, 200, 201, 2999, 3000, 3001, 40_000));
    slice(startups(1000));
    assertThat(upTo("100")).isEqualTo(2);
    assertThat(upTo("200")).isEqualTo(4);
    assertThat(upTo("500")).isEqualTo(5);
    assertThat(upTo("1000")).isEqualTo(6);
    assertThat(upTo("2000")).isEqualTo(6);
    assertThat(upTo("3000")).isEqualTo(8);
    assertThat(upTo("5000")).isEqualTo(9);
    assertThat(upTo("30000")).isEqualTo(9);
    assertThat(upTo("+Inf")).isEqualTo(10);
    assertThat(metrics.counter("operator_playback_app_startup_ms_total", APP)).isEqualTo(50_602);
  }

  @Test
  void errorsAreCountersByClass() {
    DetailsBuilder details = new DetailsBuilder();
    details.count(Details.cell(Measure.ERRORS.number(), ErrorClass.DRM.index()), 2);
    slice(details.build());
    details.count(Details.cell(Measure.ERRORS.number(), ErrorClass.NETWORK.index()), 1);
    slice(details.build());
    assertThat(errors("drm")).isEqualTo(4);
    assertThat(errors("network")).isEqualTo(1);
  }

  @Test
  void whatThereIsNothingOfMakesNoSeries() {
    slice(Details.NONE);
    assertThat(metrics.series())
        .noneMatch(series -> series.name().contains("startup_ms"))
        .noneMatch(series -> series.name().contains("errors"));
  }

  @Test
  void differentIdsAreAGaugeOfTheLastWindow() {
    DetailsBuilder details = new DetailsBuilder();
    details.see(Measure.SESSIONS.number(), 11);
    details.see(Measure.SESSIONS.number(), 12);
    slice(Details.NONE);
    window(details.build());
    assertThat(metrics.gauge("operator_playback_app_sessions", APP)).isEqualTo(2);
    assertThat(metrics.gauge("operator_playback_app_users", APP)).isZero();
  }

  /** As in the first windows after a start with measures that were off before. */
  @Test
  void aGaugeOfWhatIsNotWholeIsNaN() {
    slice(Details.NONE);
    window(Details.partial(Measure.SESSIONS.number(), Measure.DROPPED_FRAMES.number()));
    assertThat(metrics.gauge("operator_playback_app_sessions", APP)).isNaN();
    assertThat(metrics.gauge("operator_playback_app_users", APP)).isZero();
    assertThat(metrics.gauge("operator_playback_app_playback_seconds", APP)).isZero();
  }

  private static Details startups(int... numbers) {
    DetailsBuilder details = new DetailsBuilder();
    for (int number : numbers) {
      details.count(Details.cell(Measure.STARTUP_MS.number(), Buckets.of(number)), 1);
      details.count(Details.cell(Measure.STARTUP_MS.number(), Details.SUM), number);
    }
    return details.build();
  }

  private void slice(Details details) {
    expose.onSlice(new Slice("app=a", 1000, totals(details)));
  }

  private void window(Details details) {
    expose.onQuality(Qualities.window("app=a", 5000, 0, totals(details)));
  }

  private static Totals totals(Details details) {
    long[] sums = new long[MEASURES.sums()];
    sums[Measures.EVENTS] = 1;
    return new Totals(sums, details);
  }

  private long upTo(String bound) {
    return metrics.counter(
        "operator_playback_app_le_startup_ms_bucket", Map.of("app", "a", "le", bound));
  }

  private long errors(String errorClass) {
    return metrics.counter(
        "operator_playback_app_class_errors_total", Map.of("app", "a", "class", errorClass));
  }
}
