package io.playbackanalytics.monitoring;

import io.playbackanalytics.event.Cohort;
import io.playbackanalytics.event.CohortDefinition;
import io.playbackanalytics.event.Dimension;
import io.playbackanalytics.metric.CohortMetric;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A way to divide all playback into cohorts, as rules and dashboards name it.
 *
 * @param dimensions the labels that are left of each series, {@link Dimension#APP} first
 * @param counted whose series are added up: the same dimensions, or more
 */
record Split(List<Dimension> dimensions, CohortDefinition counted) {

  Split {
    dimensions = List.copyOf(dimensions);
    if (!counted.dimensions().containsAll(dimensions)) {
      throw new IllegalArgumentException(counted + " cannot be added up to " + dimensions);
    }
  }

  /**
   * By app alone. Every event is in one cohort of each definition, so where none is {@code app}
   * alone, the one of the fewest dimensions adds up to it.
   */
  static Split byApp(List<CohortDefinition> cohorts) {
    CohortDefinition fewest =
        cohorts.stream()
            .min(Comparator.comparingInt(cohort -> cohort.dimensions().size()))
            .orElseThrow();
    return new Split(List.of(Dimension.APP), fewest);
  }

  /** The parts into which the apps are divided: every definition but {@code app} alone. */
  static List<Split> parts(List<CohortDefinition> cohorts) {
    return cohorts.stream()
        .filter(cohort -> cohort.dimensions().size() > 1)
        .map(cohort -> new Split(cohort.dimensions(), cohort))
        .toList();
  }

  /** The last part of the names of what is recorded: {@code app_os}. */
  String text() {
    return joined("_", Dimension::label);
  }

  /** The labels to sum by: {@code app, os}. */
  String by() {
    return joined(", ", Dimension::label);
  }

  /** Whether there are gauges of these cohorts themselves, which cannot be added up. */
  boolean hasGauges() {
    return counted.dimensions().equals(dimensions);
  }

  /** The name of a metric of a cohort. */
  String metric(CohortMetric metric) {
    return metric.exportedName(counted);
  }

  /** The dimensions besides the app. */
  List<Dimension> ofApp() {
    return dimensions.subList(1, dimensions.size());
  }

  /** Matches the cohorts that the reader of a dashboard has chosen. */
  String chosen() {
    return joined(", ", dimension -> "%1$s=~\"$%1$s\"".formatted(dimension.label()));
  }

  /** Matches the cohorts whose values are known. */
  String known() {
    return "%s!=\"%s\"".formatted(Dimension.APP.label(), Cohort.OTHER)
        + ofApp().stream()
            .map(dimension -> ",%s!=\"%s\"".formatted(dimension.label(), Dimension.UNKNOWN))
            .collect(Collectors.joining());
  }

  /** An alert's cohort as it asks for it by {@code printf}: {@code app=%q,os=%q}. */
  String asked() {
    return joined(",", dimension -> dimension.label() + "=%q");
  }

  /** What belongs into {@link #asked}. */
  String labels() {
    return joined(" ", dimension -> "$labels." + dimension.label());
  }

  /** An alert's part of the app in words: {@code os {{ $labels.os }}}. */
  String values() {
    return ofApp().stream()
        .map(dimension -> "%1$s {{ $labels.%1$s }}".formatted(dimension.label()))
        .collect(Collectors.joining(", "));
  }

  /** Opens what gives a series of a part of an app the label {@code cohort}. */
  String cohortLabelBegin() {
    return ofApp().size() == 1
        ? "label_replace("
        : "label_join(" + "label_replace(".repeat(ofApp().size());
  }

  /** Ends what {@link #cohortLabelBegin} began: {@code cohort} is such as {@code os=iOS 19}. */
  String cohortLabelEnd() {
    if (ofApp().size() == 1) {
      return labelReplace("cohort", ofApp().get(0));
    }
    return ofApp().stream()
        .map(dimension -> labelReplace(dimension.label(), dimension))
        .collect(
            Collectors.joining(
                ", ",
                "",
                ofApp().stream()
                    .map(dimension -> ", \"" + dimension.label() + "\"")
                    .collect(Collectors.joining("", ", \"cohort\", \", \"", ")"))));
  }

  private static String labelReplace(String to, Dimension from) {
    return "\"%s\", \"%2$s=$1\", \"%2$s\", \"(.*)\")".formatted(to, from.label());
  }

  private String joined(String separator, Function<Dimension, String> each) {
    return dimensions.stream().map(each).collect(Collectors.joining(separator));
  }
}
