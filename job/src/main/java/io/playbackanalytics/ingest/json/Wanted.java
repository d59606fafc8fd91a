package io.playbackanalytics.ingest.json;

import io.playbackanalytics.event.Dimension;
import io.playbackanalytics.measure.total.AmountColumns;
import java.io.Serializable;
import java.util.List;

/**
 * What is wanted of each event.
 *
 * @param columns the amounts
 * @param dimensions the dimensions whose values are
 * @param ids whether events are to be told from each other
 * @param reports whether it is asked what they say of plays; the app is the first dimension then
 */
public record Wanted(
    AmountColumns columns, List<Dimension> dimensions, boolean ids, boolean reports)
    implements Serializable {

  public Wanted {
    dimensions = List.copyOf(dimensions);
    if (reports && !dimensions.subList(0, Math.min(1, dimensions.size())).contains(Dimension.APP)) {
      throw new IllegalArgumentException("reports without their app: " + dimensions);
    }
  }

  /** Only what is measured of any event. */
  public static Wanted of(AmountColumns columns, List<Dimension> dimensions) {
    return new Wanted(columns, dimensions, false, false);
  }

  /** The same, and ids. */
  public Wanted withIds() {
    return new Wanted(columns, dimensions, true, reports);
  }

  /** The same, and what events say of plays. */
  public Wanted withReports() {
    return new Wanted(columns, dimensions, ids, true);
  }
}
