package io.playbackanalytics.metric.flink;

import static io.playbackanalytics.publish.Qualities.totals;
import static io.playbackanalytics.publish.Qualities.window;
import static org.assertj.core.api.Assertions.assertThat;

import io.playbackanalytics.ManualClock;
import io.playbackanalytics.measure.total.QualityTotals;
import io.playbackanalytics.measure.total.Totals;
import io.playbackanalytics.measure.window.Slice;
import io.playbackanalytics.metric.ExposureLimits;
import io.playbackanalytics.metric.MetricExport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which cohorts have series of their own, and what becomes of the others. */
class CohortExposureTest {

  private static final int MOST = 4;
  private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(10);
  private static final Duration STALE_AFTER = Duration.ofSeconds(10);
  private static final Totals ONE_EVENT = totals(1, 4, 1, 3000, 1000);
  private static final int METRICS_OF_A_COHORT = 8;
  private static final int COUNTERS_OF_OTHERS = 5;
  private static final int METRICS_OF_THE_SUBTASK = 2;

  private final ManualClock clock = new ManualClock(1_767_225_600_000L);
  private final ReportedMetrics metrics = new ReportedMetrics();
  private final ExposeMetrics expose =
      new ExposeMetrics(
          QualityTotals.QUALITY, new ExposureLimits(MOST, IDLE_TIMEOUT, STALE_AFTER), clock);

  @BeforeEach
  void open() {
    expose.open(PlaybackMetrics.open(metrics.operator(), new MetricExport.Scraped(Duration.ZERO)));
  }

  @Test
  void theRestIsSummedPerDefinition() {
    for (int i = 0; i < 10; i++) {
      slice("app=" + i);
    }
    slice("app=0,os=x");
    slice("app=0,os=y");
    slice("app=11,cdn=z");
    assertThat(apps()).containsExactlyInAnyOrder("0", "1", "2", "3", "__other__");
    assertThat(events("app", Map.of("app", "__other__"))).isEqualTo(6);
    assertThat(events("app_os", Map.of("app", "__other__", "os", "__other__"))).isEqualTo(2);
    assertThat(events("app_cdn", Map.of("app", "__other__", "cdn", "__other__"))).isEqualTo(1);
    assertThat(metrics.gauge("operator_playback_cohorts_exported", Map.of())).isEqualTo(MOST);
  }

  @Test
  void aHundredThousandCohortsMakeNoMoreSeriesThanTheLimit() {
    for (int i = 0; i < 100_000; i++) {
      slice("app=" + i);
      slice("app=" + i + ",os=x");
      expose.onQuality(window("app=" + i, 5000, 0, ONE_EVENT));
    }
    assertThat(metrics.series())
        .hasSize(MOST * METRICS_OF_A_COHORT + 2 * COUNTERS_OF_OTHERS + METRICS_OF_THE_SUBTASK);
    assertThat(
            metrics.series().stream()
                .filter(series -> series.name().equals("operator_playback_app_events_total"))
                .mapToLong(series -> metrics.counter(series.name(), series.labels()))
                .sum())
        .isEqualTo(100_000);
  }

  @Test
  void theRestHasNoGauges() {
    for (int i = 0; i < 10; i++) {
      expose.onQuality(window("app=" + i, 5000, 0, ONE_EVENT));
      slice("app=" + i);
    }
    assertThat(metrics.series())
        .filteredOn(series -> series.labels().containsValue("__other__"))
        .hasSize(COUNTERS_OF_OTHERS)
        .allSatisfy(series -> assertThat(series.name()).endsWith("_total"));
  }

  @Test
  void theRestIsCounted() {
    expose.onTick();
    assertThat(others()).isNaN();
    for (int i = 0; i < 10; i++) {
      expose.onQuality(window("app=" + i, 5000, 0, ONE_EVENT));
    }
    expose.onQuality(window("app=9", 5000, 1, ONE_EVENT));
    expose.onTick();
    assertThat(others()).isEqualTo(6);

    expose.onQuality(window("app=1", 6000, 0, ONE_EVENT));
    expose.onQuality(window("app=8", 6000, 0, ONE_EVENT));
    expose.onQuality(window("app=9", 6000, 0, QualityTotals.nothing()));
    expose.onQuality(window("app=9", 5000, 2, ONE_EVENT));
    expose.onTick();
    assertThat(others()).as("the newest may not have come in full").isEqualTo(6);

    expose.onQuality(window("app=1", 7000, 0, ONE_EVENT));
    expose.onTick();
    assertThat(others()).isEqualTo(1);

    clock.advance(STALE_AFTER);
    expose.onTick();
    assertThat(others()).isNaN();
  }

  /** In a flood windows of new cohorts come long after those of the others. */
  @Test
  void whoComesLateIsCountedOnce() {
    for (int i = 0; i < 4; i++) {
      expose.onQuality(window("app=" + i, 9000, 0, ONE_EVENT));
    }
    for (String late : List.of("app=new", "app=newer")) {
      expose.onQuality(window(late, 2000, 0, ONE_EVENT));
      expose.onQuality(window(late, 3000, 0, ONE_EVENT));
    }
    expose.onTick();
    assertThat(others()).isEqualTo(2);
  }

  @Test
  void noLimitOfCohortsLeavesTheRestOnly() {
    ReportedMetrics none = new ReportedMetrics();
    ExposeMetrics exposeNone =
        new ExposeMetrics(QualityTotals.QUALITY, new ExposureLimits(0, IDLE_TIMEOUT, STALE_AFTER));
    exposeNone.open(PlaybackMetrics.open(none.operator(), new MetricExport.Scraped(Duration.ZERO)));
    exposeNone.onSlice(new Slice("app=a", 1000, ONE_EVENT));
    assertThat(none.series()).hasSize(COUNTERS_OF_OTHERS + METRICS_OF_THE_SUBTASK);
  }

  @Test
  void anAppThatIsCalledLikeTheRestIsCountedWithIt() {
    slice("app=__other__");
    slice("app=__other__,os=x");
    slice("app=__other__,os=__other__");
    for (int i = 0; i < 10; i++) {
      slice("app=" + i);
    }
    assertThat(events("app", Map.of("app", "__other__"))).isEqualTo(1 + 7);
    assertThat(events("app_os", Map.of("app", "__other__", "os", "x"))).isEqualTo(1);
    assertThat(events("app_os", Map.of("app", "__other__", "os", "__other__"))).isEqualTo(1);
  }

  @Test
  void theSeriesOfAnIdleCohortEnd() {
    slice("app=a");
    clock.advance(IDLE_TIMEOUT.dividedBy(2));
    slice("app=b");
    clock.advance(IDLE_TIMEOUT.dividedBy(2));
    expose.onTick();
    assertThat(apps()).containsExactlyInAnyOrder("a", "b");
    clock.advance(IDLE_TIMEOUT.dividedBy(10));
    expose.onTick();
    assertThat(apps()).containsExactly("b");
    assertThat(metrics.gauge("operator_playback_cohorts_exported", Map.of())).isEqualTo(1);
  }

  @Test
  void aWindowIsASignOfLifeToo() {
    slice("app=a");
    for (int i = 0; i < 30; i++) {
      clock.advance(IDLE_TIMEOUT.dividedBy(10));
      expose.onQuality(window("app=a", 5000, i, ONE_EVENT));
      expose.onTick();
    }
    assertThat(apps()).containsExactly("a");
  }

  @Test
  void aCohortThatComesBackStartsAtZero() {
    slice("app=a");
    slice("app=a");
    idle();
    assertThat(apps()).isEmpty();
    slice("app=a");
    assertThat(events("app", Map.of("app", "a"))).isEqualTo(1);
    assertThat(metrics.series()).hasSize(METRICS_OF_A_COHORT + METRICS_OF_THE_SUBTASK);
  }

  @Test
  void aPlaceThatIsFreeAgainIsTaken() {
    for (int i = 0; i < MOST; i++) {
      slice("app=" + i);
    }
    slice("app=late");
    idle();
    slice("app=late");
    assertThat(events("app", Map.of("app", "late"))).isEqualTo(1);
    assertThat(events("app", Map.of("app", "__other__"))).isEqualTo(1);
  }

  /** Flink's group of app=a holds that of app=a,os=x: closing the former would close the latter. */
  @Test
  void anIdleCohortStaysAsLongAsOneWithinIt() {
    slice("app=a");
    slice("app=a,os=x");
    slice("app=a,os=y");
    clock.advance(IDLE_TIMEOUT);
    slice("app=a,os=x");
    clock.advance(Duration.ofMinutes(1));
    expose.onTick();
    slice("app=a,os=x");
    assertThat(events("app_os", Map.of("app", "a", "os", "x"))).isEqualTo(3);
    assertThat(apps()).containsExactly("a");
    assertThat(metrics.series()).hasSize(2 * METRICS_OF_A_COHORT + METRICS_OF_THE_SUBTASK);

    clock.advance(IDLE_TIMEOUT.multipliedBy(2));
    expose.onTick();
    idle();
    assertThat(metrics.series()).hasSize(METRICS_OF_THE_SUBTASK);
  }

  private void idle() {
    clock.advance(IDLE_TIMEOUT.plusMillis(1));
    expose.onTick();
    clock.advance(IDLE_TIMEOUT.plusMillis(1));
    expose.onTick();
  }

  private void slice(String cohort) {
    expose.onSlice(new Slice(cohort, 1000, ONE_EVENT));
  }

  private double others() {
    return metrics.gauge("operator_playback_cohorts_other", Map.of());
  }

  private long events(String definition, Map<String, String> labels) {
    return metrics.counter("operator_playback_" + definition + "_events_total", labels);
  }

  private Set<String> apps() {
    return metrics.series().stream()
        .filter(series -> series.name().equals("operator_playback_app_events_total"))
        .map(series -> series.labels().get("app"))
        .collect(Collectors.toSet());
  }
}
