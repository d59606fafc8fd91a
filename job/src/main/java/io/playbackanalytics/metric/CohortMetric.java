package io.playbackanalytics.metric;

import io.playbackanalytics.event.CohortDefinition;
import io.playbackanalytics.event.Dimension;
import io.playbackanalytics.event.ErrorClass;
import io.playbackanalytics.measure.total.Kind;
import io.playbackanalytics.measure.total.Measure;
import io.playbackanalytics.measure.total.Measures;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A metric of each cohort, with the cohort's dimensions as labels: what {@link Measure}s become in
 * Prometheus. A sum is a counter of it, errors are counters by class; a distribution is cumulative
 * counters by upper bound and one of its sum; what is derived or estimated is a gauge of the last
 * window.
 *
 * @param measure what it shows
 * @param text the last part of the name, by which it is registered
 * @param kind how the value moves
 * @param label the label that tells its series of one cohort apart; it also stands in the name
 * @param unit in words
 * @param meaning in words
 */
public record CohortMetric(
    Measure measure,
    String text,
    MetricCatalog.Kind kind,
    Optional<String> label,
    String unit,
    String meaning) {

  /** The label of an upper bound, inclusive. */
  public static final String UPPER_BOUND = "le";

  /** The upper bound that every number is below. */
  public static final String UNBOUNDED = "+Inf";

  /** Those of all measures that are on. */
  public static List<CohortMetric> of(Measures measures) {
    return measures.list().stream().flatMap(CohortMetric::of).toList();
  }

  /** Those of one measure. */
  public static Stream<CohortMetric> of(Measure measure) {
    if (measure.kind() instanceof Kind.Additive || measure.kind() instanceof Kind.OfPlays) {
      return Stream.of(total(measure));
    }
    if (measure.kind() instanceof Kind.Startups) {
      return Stream.of(total(measure), buckets(measure));
    }
    if (measure.kind() instanceof Kind.Errors) {
      return Stream.of(classes(measure));
    }
    return Stream.of(ofLastWindow(measure));
  }

  /** The counter of a sum. */
  public static CohortMetric total(Measure measure) {
    return new CohortMetric(
        measure,
        measure.wire() + "_total",
        MetricCatalog.Kind.COUNTER,
        Optional.empty(),
        measure.unit(),
        measure.meaning());
  }

  /** The counters of a distribution: for each bound, how many numbers were up to it. */
  public static CohortMetric buckets(Measure measure) {
    return new CohortMetric(
        measure,
        measure.wire() + "_bucket",
        MetricCatalog.Kind.COUNTER,
        Optional.of(UPPER_BOUND),
        "plays",
        measure.meaning() + ": plays up to " + UPPER_BOUND + " " + measure.unit());
  }

  /** The counters by class. */
  public static CohortMetric classes(Measure measure) {
    String label = ((Kind.Errors) measure.kind()).label();
    return new CohortMetric(
        measure,
        measure.wire() + "_total",
        MetricCatalog.Kind.COUNTER,
        Optional.of(label),
        measure.unit(),
        measure.meaning() + " by " + label);
  }

  /** The gauge of the last window. */
  public static CohortMetric ofLastWindow(Measure measure) {
    return new CohortMetric(
        measure,
        measure.wire(),
        MetricCatalog.Kind.GAUGE,
        Optional.empty(),
        measure.unit(),
        measure.meaning() + ", of the last window");
  }

  /** How many series a cohort has of it, at most. */
  public int mostSeries() {
    if (label.isEmpty()) {
      return 1;
    }
    return measure.kind() instanceof Kind.Startups startups
        ? startups.bounds().size() + 1
        : ErrorClass.values().length;
  }

  /** What stands behind the dimensions in the name: {@code stall_ratio}, {@code le_startup_ms}. */
  public String suffix() {
    return label.map(name -> name + "_" + text).orElse(text);
  }

  /** The name in Prometheus, such as {@code …_playback_app_os_stall_ratio}. */
  public String exportedName(CohortDefinition definition) {
    return definition.dimensions().stream()
        .map(Dimension::label)
        .collect(Collectors.joining("_", MetricCatalog.SCOPE, "_" + suffix()));
  }
}
