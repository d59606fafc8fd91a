package io.playbackanalytics.measure.window;

import io.playbackanalytics.measure.total.DetailsBuilder;
import io.playbackanalytics.measure.total.Layout;
import io.playbackanalytics.measure.total.Totals;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Sums what there is no place for before it goes to the subtask that has its windows: of a million
 * made-up names a few slices are left. Nothing may pass by while there is anything in it, neither a
 * watermark nor a barrier.
 */
public final class OtherSlices {

  private final Layout layout;

  /** By the key of the cohort that others are summed in, and the slice's end. */
  private final Map<String, NavigableMap<Long, Sum>> cohorts = new HashMap<>();

  private static final class Sum {
    private final long[] sums;
    private final DetailsBuilder details = new DetailsBuilder();

    Sum(int width) {
      sums = new long[width];
    }

    void add(Totals totals) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += totals.sums[i];
      }
      details.add(totals.details);
    }
  }

  /** Without any, for slices of that layout. */
  public OtherSlices(Layout layout) {
    this.layout = layout;
  }

  /**
   * Adds a slice.
   *
   * @param cohort the key of the cohort that it is summed in
   * @throws IllegalArgumentException if its totals are of another layout
   */
  public void add(String cohort, long end, Totals totals) {
    layout.require(totals);
    cohorts
        .computeIfAbsent(cohort, unused -> new TreeMap<>())
        .computeIfAbsent(end, unused -> new Sum(layout.sums().length))
        .add(totals);
  }

  /** Hands on all there is, of each cohort the oldest first, and is empty then. */
  public void drainTo(Consumer<Slice> out) {
    if (cohorts.isEmpty()) {
      return;
    }
    cohorts.forEach(
        (cohort, ofCohort) ->
            ofCohort.forEach(
                (end, sum) ->
                    out.accept(new Slice(cohort, end, new Totals(sum.sums, sum.details.build())))));
    cohorts.clear();
  }
}
