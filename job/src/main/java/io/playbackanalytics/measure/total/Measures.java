package io.playbackanalytics.measure.total;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The measures that are on, and where the values of each stand in {@link Totals}. */
public final class Measures implements Serializable {

  private static final long serialVersionUID = 1;

  /** Where the number of events stands among the sums. */
  public static final int EVENTS = 0;

  /** What an array of details and two sketches take at least. */
  private static final int DETAIL_BYTES = 400;

  private final List<Measure> measures;
  private final Layout layout;

  /** How many plain sums there are. */
  private final int sums;

  /** By the measure's ordinal; -1 for what is no plain sum, or off. */
  private final int[] placeOfSum = new int[Measure.values().length];

  private final Measure[] detailed;
  private final AmountColumns columns;

  /**
   * @param groups those that are on, {@link MeasureGroup#QUALITY} among them
   */
  public Measures(Set<MeasureGroup> groups) {
    if (!groups.contains(MeasureGroup.QUALITY)) {
      throw new IllegalArgumentException("without " + MeasureGroup.QUALITY.wire());
    }
    measures =
        Arrays.stream(Measure.values())
            .filter(measure -> groups.contains(measure.group()))
            .toList();
    List<Measure> additive = stored(Kind.Additive.class, measures);
    List<Measure> others =
        stored(Kind.Stored.class, measures).stream()
            .filter(measure -> !additive.contains(measure))
            .toList();
    layout = new Layout(numbers(additive), numbers(others));
    sums = additive.size();
    detailed = others.toArray(Measure[]::new);
    Arrays.fill(placeOfSum, -1);
    for (int i = 0; i < additive.size(); i++) {
      placeOfSum[index(additive.get(i))] = i;
    }
    if (placeOfSum[index(Measure.EVENTS)] != EVENTS) {
      throw new IllegalStateException("the events are to come first: " + additive);
    }
    columns = new AmountColumns(Stream.concat(additive.stream(), others.stream()).toList());
  }

  /** Every measure there is. */
  public static Measures all() {
    return new Measures(EnumSet.allOf(MeasureGroup.class));
  }

  /** Only those that are never off. */
  public static Measures quality() {
    return new Measures(EnumSet.of(MeasureGroup.QUALITY));
  }

  private static List<Measure> stored(Class<? extends Kind> kind, List<Measure> measures) {
    return measures.stream()
        .filter(measure -> kind.isInstance(measure.kind()))
        .sorted(Comparator.comparingInt(Measure::number))
        .toList();
  }

  private static int[] numbers(List<Measure> measures) {
    return measures.stream().mapToInt(Measure::number).toArray();
  }

  @SuppressWarnings("EnumOrdinal") // lies in no state and crosses no wire
  private static int index(Measure measure) {
    return measure.ordinal();
  }

  /** In the order of the record's fields. */
  public List<Measure> list() {
    return measures;
  }

  /** The columns by which events are read for them. */
  public AmountColumns columns() {
    return columns;
  }

  /** Where the values stand; in the order of their numbers, whatever is declared before what. */
  public Layout layout() {
    return layout;
  }

  /** How many plain sums there are. */
  public int sums() {
    return sums;
  }

  /** Whether there are {@link Details} at all. */
  public boolean areDetailed() {
    return detailed.length > 0;
  }

  /** How much memory a slice of a cohort takes at least while it is summed, about. */
  public int bytesOfASlice() {
    return 2 * Long.BYTES * sums + (areDetailed() ? DETAIL_BYTES : 0);
  }

  /** The totals over no events at all. */
  public Totals nothing() {
    return new Totals(new long[sums], Details.NONE);
  }

  /** The totals over a single event. */
  public Totals ofEvent(int[] amounts, int from) {
    long[] ofEvent = new long[sums];
    ofEvent[EVENTS] = 1;
    addTo(ofEvent, 0, amounts, from);
    DetailsBuilder details = new DetailsBuilder();
    int unused = addTo(details, amounts, from);
    return new Totals(ofEvent, details.build());
  }

  /** Adds an event's amounts to the sums but that of the events, which stand from {@code at} on. */
  public void addTo(long[] totals, int at, int[] amounts, int from) {
    for (int i = 1; i < sums; i++) {
      totals[at + i] += amounts[from + i - 1];
    }
  }

  /**
   * Adds an event's amounts that are no plain sums.
   *
   * @return how many ids were among them: each may take memory
   */
  public int addTo(DetailsBuilder details, int[] amounts, int from) {
    int ids = 0;
    int column = from + sums - 1;
    for (Measure measure : detailed) {
      int amount = amounts[column++];
      int number = measure.number();
      if (measure.kind() instanceof Kind.Distinct) {
        if (amount != IdHash.NONE) {
          details.see(number, amount);
          ids++;
        }
      } else if (amount != AmountColumns.ABSENT) {
        if (measure.kind() instanceof Kind.Histogram) {
          details.count(Details.cell(number, Buckets.of(amount)), 1);
          details.count(Details.cell(number, Details.SUM), amount);
        } else {
          details.count(Details.cell(number, amount), 1);
        }
      }
    }
    return ids;
  }

  /**
   * A plain sum.
   *
   * @throws IllegalArgumentException if the measure is none, or off
   */
  public long sum(Totals totals, Measure measure) {
    int place = placeOfSum[index(measure)];
    if (place < 0) {
      throw new IllegalArgumentException("no sum that is on: " + measure);
    }
    return totals.sums[place];
  }

  /**
   * Whether some of the totals are of a time when the measure was off, so that what there is of it
   * is not all.
   */
  public boolean isPartial(Totals totals, Measure measure) {
    if (totals.details.isEmpty()) {
      return false;
    }
    if (measure.kind() instanceof Kind.Ratio ratio) {
      return isPartial(totals, ratio.part())
          || ratio.whole().stream().anyMatch(each -> isPartial(totals, each));
    }
    return measure.kind() instanceof Kind.Seconds seconds
        ? isPartial(totals, seconds.milliseconds())
        : totals.details.isPartial(measure.number());
  }

  /** The part over the whole; {@code NaN} if that is 0. */
  public double ratio(Totals totals, Kind.Ratio ratio) {
    long whole = 0;
    for (Measure each : ratio.whole()) {
      whole += sum(totals, each);
    }
    return whole == 0 ? Double.NaN : (double) sum(totals, ratio.part()) / whole;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Measures other && measures.equals(other.measures);
  }

  @Override
  public int hashCode() {
    return measures.hashCode();
  }
}
