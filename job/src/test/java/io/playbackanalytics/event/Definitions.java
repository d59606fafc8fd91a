package io.playbackanalytics.event;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Every cohort definition there is: the app, and any other dimensions in any order. */
public final class Definitions {

  private Definitions() {}

  public static Arbitrary<CohortDefinition> arbitrary() {
    List<Dimension> others =
        Arrays.stream(Dimension.values()).filter(d -> d != Dimension.APP).toList();
    return Arbitraries.shuffle(others)
        .flatMap(
            shuffled ->
                Arbitraries.integers()
                    .between(0, others.size())
                    .map(size -> withApp(shuffled.subList(0, size))));
  }

  private static CohortDefinition withApp(List<Dimension> others) {
    List<Dimension> dimensions = new ArrayList<>();
    dimensions.add(Dimension.APP);
    dimensions.addAll(others);
    return new CohortDefinition(dimensions);
  }
}
