package io.playbackanalytics.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import io.playbackanalytics.event.Cohort;
import io.playbackanalytics.event.CohortDefinition;
import io.playbackanalytics.event.Dimension;
import java.util.ArrayList;
import java.util.List;

/** Every cohort is what its key says; and what is no key is refused, not misread. */
public final class CohortKeyFuzz {

  private CohortKeyFuzz() {}

  public static void fuzzerTestOneInput(FuzzedDataProvider data) {
    if (data.consumeBoolean()) {
      Cohort cohort = cohort(data);
      Hang.check(() -> checkCohort(cohort));
    } else {
      String key = data.consumeRemainingAsString();
      Hang.check(() -> checkKey(key));
    }
  }

  private static Cohort cohort(FuzzedDataProvider data) {
    List<Dimension> dimensions = new ArrayList<>(List.of(Dimension.APP));
    for (Dimension dimension : Dimension.values()) {
      if (dimension != Dimension.APP && data.consumeBoolean()) {
        dimensions.add(dimension);
      }
    }
    List<String> values = new ArrayList<>();
    for (Dimension unused : dimensions) {
      String value = data.consumeString(20);
      values.add(value.isEmpty() ? "unknown" : value);
    }
    return new Cohort(new CohortDefinition(dimensions), values);
  }

  private static void checkCohort(Cohort cohort) {
    String key = cohort.key();
    if (!Cohort.ofKey(key).equals(cohort)
        || !Cohort.labelsOfKey(key).equals(cohort.definition().toString())) {
      throw new AssertionError(cohort + " by its key is " + Cohort.ofKey(key));
    }
  }

  private static void checkKey(String key) {
    Cohort cohort;
    try {
      cohort = Cohort.ofKey(key);
    } catch (IllegalArgumentException e) {
      return;
    }
    if (!cohort.key().equals(key)) {
      throw new AssertionError(key + " was read as " + cohort);
    }
  }
}
