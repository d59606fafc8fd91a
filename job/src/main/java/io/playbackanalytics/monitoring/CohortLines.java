package io.playbackanalytics.monitoring;

import io.playbackanalytics.event.Dimension;
import java.util.stream.Collectors;

/** Graphs with a line for each cohort of a split. */
final class CohortLines {

  /** So many lines can be told apart. */
  private static final String OF_THE_LARGEST =
      "\n  and on (@by@) topk(20,"
          + " sum_over_time(playback:events_per_second:@split@{@chosen@}"
          + "[$__range:$__interval] @ end()))";

  private CohortLines() {}

  /** A line for each chosen cohort of a split, of those with the most events. */
  static Panel of(String title, String description, int width, String expression, Split split) {
    return of(title, description, width, expression, split, "");
  }

  /** As {@link #of}, with a line for each value of a label besides the cohort's. */
  static Panel of(
      String title, String description, int width, String expression, Split split, String label) {
    String cohorts =
        split.dimensions().stream().map(CohortLines::words).collect(Collectors.joining(" and "));
    String legend =
        split.dimensions().stream()
            .map(dimension -> "{{" + dimension.label() + "}}")
            .collect(Collectors.joining(" · ", "", label.isEmpty() ? "" : " · {{" + label + "}}"));
    return Panel.graph(
            width,
            title,
            description
                + "Shown are the 20 chosen values of %s with the most events in the time range."
                    .formatted(cohorts))
        .from0()
        .manyLines()
        .query(legend, expression + OF_THE_LARGEST);
  }

  static String words(Dimension dimension) {
    return switch (dimension) {
      case APP -> "app";
      case OS -> "OS";
      case NETWORK -> "network";
      case CDN -> "CDN";
      case REGION -> "region";
      case APP_VERSION -> "app version";
      case DEVICE_TYPE -> "device type";
      case CONTENT_TYPE -> "content type";
    };
  }
}
