package io.playbackanalytics.measure;

import io.playbackanalytics.ingest.EventBatch;
import io.playbackanalytics.measure.total.Details;
import io.playbackanalytics.measure.total.DetailsBuilder;
import io.playbackanalytics.measure.total.Measures;
import io.playbackanalytics.measure.total.Totals;
import io.playbackanalytics.measure.window.Slice;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The totals of one open slice over each cohort; used again for a later slice. */
final class SliceSums {

  private static final int INITIAL_CAPACITY = 64;

  private final Measures measures;

  /** How many sums a cohort has. */
  private final int width;

  private long end;

  /** The sums of all cohorts in one array. */
  private long[] sums;

  /** Empty if there are no details at all. */
  private @Nullable DetailsBuilder[] details;

  /** The cohorts that have events, in the order in which these came. */
  private int[] cohorts = new int[INITIAL_CAPACITY];

  private int size;
  private int ids;

  SliceSums(Measures measures) {
    this.measures = measures;
    width = measures.sums();
    sums = new long[INITIAL_CAPACITY * width];
    details = new DetailsBuilder[measures.areDetailed() ? INITIAL_CAPACITY : 0];
  }

  long end() {
    return end;
  }

  /** Begins the slice that ends at {@code sliceEnd}; there are no sums. */
  void begin(long sliceEnd) {
    end = sliceEnd;
  }

  /**
   * Adds an event of a batch to those of a cohort.
   *
   * @return how many ids that made, see {@link #ids}
   */
  int add(int cohort, EventBatch batch, int event) {
    int at = cohort * width;
    if (at >= sums.length) {
      grow(cohort);
    }
    if (sums[at + Measures.EVENTS]++ == 0) {
      remember(cohort);
    }
    int[] amounts = batch.amounts();
    int from = batch.amountsAt(event);
    measures.addTo(sums, at, amounts, from);
    if (details.length == 0) {
      return 0;
    }
    int added = measures.addTo(details(cohort), amounts, from);
    ids += added;
    return added;
  }

  /** How many ids were added since it began: what its sketches hold, at most. */
  int ids() {
    return ids;
  }

  private DetailsBuilder details(int cohort) {
    DetailsBuilder ofCohort = details[cohort];
    if (ofCohort == null) {
      ofCohort = new DetailsBuilder();
      details[cohort] = ofCohort;
    }
    return ofCohort;
  }

  /** Hands on the slice of each cohort, and is empty then. */
  void drainTo(CohortIndex index, Consumer<Slice> out) {
    for (int i = 0; i < size; i++) {
      int cohort = cohorts[i];
      int at = cohort * width;
      Totals totals = new Totals(Arrays.copyOfRange(sums, at, at + width), drainDetails(cohort));
      Arrays.fill(sums, at, at + width, 0);
      out.accept(new Slice(index.key(cohort), end, totals));
    }
    size = 0;
    ids = 0;
  }

  private Details drainDetails(int cohort) {
    DetailsBuilder ofCohort = details.length > 0 ? details[cohort] : null;
    if (ofCohort == null) {
      return Details.NONE;
    }
    details[cohort] = null;
    return ofCohort.build();
  }

  private void grow(int cohort) {
    int capacity = Math.max(cohort + 1, 2 * (sums.length / width));
    sums = Arrays.copyOf(sums, capacity * width);
    if (details.length > 0) {
      details = Arrays.copyOf(details, capacity);
    }
  }

  private void remember(int cohort) {
    if (size == cohorts.length) {
      cohorts = Arrays.copyOf(cohorts, 2 * size);
    }
    cohorts[size++] = cohort;
  }
}
