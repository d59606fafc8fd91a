package io.playbackanalytics.event;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The dimensions by which one set of cohorts is split, in the order in which they stand in a
 * cohort's key. {@link Dimension#APP} always comes first: quality is never mixed between apps.
 */
public record CohortDefinition(List<Dimension> dimensions) implements Serializable {

  public CohortDefinition {
    dimensions = List.copyOf(dimensions);
    if (dimensions.isEmpty() || dimensions.get(0) != Dimension.APP) {
      throw new IllegalArgumentException("a cohort starts with app");
    }
    Set<Dimension> distinct = EnumSet.copyOf(dimensions);
    if (distinct.size() < dimensions.size()) {
      throw new IllegalArgumentException("a dimension is named twice");
    }
  }

  /**
   * Reads labels separated by commas, such as {@code app,os}; blanks around them do not count.
   *
   * @throws IllegalArgumentException saying what is wrong with the text
   */
  public static CohortDefinition parse(String text) {
    List<Dimension> dimensions = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      String label = part.strip();
      dimensions.add(
          Dimension.labelled(label)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "no dimension '" + label + "', there are " + Dimension.labels())));
    }
    return new CohortDefinition(dimensions);
  }

  /** Every dimension that one of the definitions names, each once. */
  public static List<Dimension> dimensionsOf(List<CohortDefinition> definitions) {
    return definitions.stream()
        .flatMap(definition -> definition.dimensions().stream())
        .distinct()
        .toList();
  }

  /** The labels separated by commas: the form that {@link #parse} reads. */
  @Override
  public String toString() {
    return dimensions.stream().map(Dimension::label).collect(Collectors.joining(","));
  }
}
