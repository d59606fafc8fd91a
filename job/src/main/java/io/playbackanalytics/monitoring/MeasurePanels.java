package io.playbackanalytics.monitoring;

import io.playbackanalytics.measure.total.Kind;
import io.playbackanalytics.measure.total.Measure;
import io.playbackanalytics.metric.CohortMetric;
import java.util.List;
import java.util.Locale;

/** The panels of a measure, by its kind: a new measure has some without being named here. */
final class MeasurePanels {

  private static final int HALF = 12;
  private static final String SELECTED = "{@job@, @chosen@}[1m]";
  private static final String RATES = ", rates over 1 min. ";

  private MeasurePanels() {}

  static List<Panel> of(Measure measure, Split split) {
    Kind kind = measure.kind();
    if (kind instanceof Kind.Startups) {
      return List.of(quantile(measure, split), mean(measure, split));
    }
    if (kind instanceof Kind.Errors) {
      return List.of(byClass(measure, split));
    }
    if (kind instanceof Kind.Stored && !(kind instanceof Kind.Distinct)) {
      return List.of(perSecond(measure, split));
    }
    // There are gauges only where cohorts are not added up.
    return split.hasGauges() ? List.of(lastWindow(measure, split)) : List.of();
  }

  private static Panel quantile(Measure measure, Split split) {
    return CohortLines.of(
            title(measure) + ", 95 of 100 within",
            "The 95th percentile, from the buckets" + RATES,
            HALF,
            "histogram_quantile(0.95, sum by (@by@, le) (rate(@%s@%s)))"
                .formatted(CohortMetric.buckets(measure).suffix(), SELECTED),
            split)
        .unit(unit(measure), 0);
  }

  private static Panel mean(Measure measure, Split split) {
    return CohortLines.of(
            title(measure) + ", mean",
            "Sum / number" + RATES,
            HALF,
            "sum by (@by@) (rate(@%s@%s))\n  / sum by (@by@) (rate(@%s@{@job@, @chosen@, le=\"+Inf\"}[1m]))"
                .formatted(
                    CohortMetric.total(measure).suffix(),
                    SELECTED,
                    CohortMetric.buckets(measure).suffix()),
            split)
        .unit(unit(measure), 0);
  }

  private static Panel byClass(Measure measure, Split split) {
    CohortMetric classes = CohortMetric.classes(measure);
    String label = classes.label().orElseThrow();
    return CohortLines.of(
            title(measure) + " per second, each " + label,
            title(measure) + RATES,
            HALF,
            "sum by (@by@, %s) (rate(@%s@%s))".formatted(label, classes.suffix(), SELECTED),
            split,
            label)
        .unit("short", 2);
  }

  private static Panel perSecond(Measure measure, Split split) {
    return CohortLines.of(
            title(measure) + " per second",
            title(measure) + RATES,
            HALF,
            "sum by (@by@) (rate(@%s@%s))"
                .formatted(CohortMetric.total(measure).suffix(), SELECTED),
            split)
        .unit("short", 2);
  }

  private static Panel lastWindow(Measure measure, Split split) {
    return CohortLines.of(
            title(measure) + ", last window",
            title(measure)
                + " of the last window. Not a rate, and not to be added up. 0 when the window is"
                + " empty; NaN, a gap, when no new one came for 10 s. The overflow cohort __other__"
                + " has none. ",
            HALF,
            QualityDashboard.LAST_VALUE.formatted(measure.wire()),
            split)
        .unit("short", 0);
  }

  private static String unit(Measure measure) {
    return measure.unit().equals("milliseconds") ? "ms" : "short";
  }

  private static String title(Measure measure) {
    String meaning = measure.meaning();
    return meaning.substring(0, 1).toUpperCase(Locale.ROOT) + meaning.substring(1);
  }
}
