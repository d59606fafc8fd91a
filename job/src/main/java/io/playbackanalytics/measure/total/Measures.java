package io.playbackanalytics.measure.total;

import io.playbackanalytics.event.EventField;
import io.playbackanalytics.play.Accounting;
import java.io.Serializable;
import java.time.Duration;
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

  private static final double MS_PER_SECOND = 1000;

  /** What an array of details and two sketches take at least. */
  private static final int DETAIL_BYTES = 400;

  /** What the states of a play tell, too. */
  private static final Set<EventField> SUMMED_BY_PLAYERS =
      Set.of(EventField.PLAY_MS, EventField.BUFFER_MS);

  private final List<Measure> measures;
  private final Layout layout;

  /** How many plain sums there are. */
  private final int sums;

  /** How many of them, from the first on, events add to. */
  private final int sumsOfEvents;

  /** By the measure's ordinal; -1 for what is no plain sum, or off. */
  private final int[] placeOfSum = new int[Measure.values().length];

  /** Those among the details that events add to. */
  private final Measure[] detailed;

  /** What plays add to, in the order of their numbers. */
  private final Measure[] ofPlays;

  private final AmountColumns columns;

  /** Those of some groups, where players sum up themselves what they render. */
  public Measures(Set<MeasureGroup> groups) {
    this(groups, Accounting.AUTO);
  }

  /**
   * @param groups those that are on, {@link MeasureGroup#QUALITY} among them
   * @param accounting whether plays alone tell the time rendered and stalled, if they are measured
   */
  public Measures(Set<MeasureGroup> groups, Accounting accounting) {
    if (!groups.contains(MeasureGroup.QUALITY)) {
      throw new IllegalArgumentException("without " + MeasureGroup.QUALITY.wire());
    }
    List<Measure> on =
        Arrays.stream(Measure.values())
            .filter(measure -> groups.contains(measure.group()))
            .toList();
    measures = on.stream().filter(Measure::isShown).toList();
    List<Measure> additive = stored(Kind.Additive.class, on);
    List<Measure> others =
        stored(Kind.Stored.class, on).stream()
            .filter(measure -> !additive.contains(measure))
            .toList();
    layout = new Layout(numbers(additive), numbers(others));
    sums = additive.size();
    sumsOfEvents = sums - stored(Kind.News.class, on).size();
    detailed =
        others.stream()
            .filter(
                measure ->
                    measure.kind() instanceof Kind.Distinct
                        || measure.kind() instanceof Kind.Errors)
            .toArray(Measure[]::new);
    ofPlays = stored(Kind.OfPlays.class, on).toArray(Measure[]::new);
    Arrays.fill(placeOfSum, -1);
    for (int i = 0; i < additive.size(); i++) {
      placeOfSum[index(additive.get(i))] = i;
    }
    if (placeOfSum[index(Measure.EVENTS)] != EVENTS) {
      throw new IllegalStateException("the events are to come first: " + additive);
    }
    columns =
        new AmountColumns(
            Stream.concat(additive.stream(), others.stream()).toList(),
            areOfPlays() && accounting == Accounting.STATES ? SUMMED_BY_PLAYERS : Set.of(),
            areOfPlays() && accounting == Accounting.AUTO ? SUMMED_BY_PLAYERS : Set.of());
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
    for (int i = 1; i < sumsOfEvents; i++) {
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
    int column = from + sumsOfEvents - 1;
    for (Measure measure : detailed) {
      int amount = amounts[column++];
      int number = measure.number();
      if (measure.kind() instanceof Kind.Distinct) {
        if (amount != IdHash.NONE) {
          details.see(number, amount);
          ids++;
        }
      } else if (amount != AmountColumns.ABSENT) {
        details.count(Details.cell(number, amount), 1);
      }
    }
    return ids;
  }

  /** Whether plays are measured. */
  public boolean areOfPlays() {
    return ofPlays.length > 0;
  }

  /** What plays add to, in the order of their numbers; to be read only. */
  public Measure[] ofPlays() {
    return ofPlays;
  }

  /**
   * Where a plain sum stands.
   *
   * @throws IllegalArgumentException if the measure is none, or off
   */
  public int placeOf(Measure measure) {
    int place = placeOfSum[index(measure)];
    if (place < 0) {
      throw new IllegalArgumentException("no sum that is on: " + measure);
    }
    return place;
  }

  /**
   * The sum of a measure that has one number for each slice.
   *
   * @throws IllegalArgumentException if the measure has none, or is off
   */
  public long sum(Totals totals, Measure measure) {
    return measure.kind() instanceof Kind.OfPlays
        ? totals.details.count(Details.cell(measure.number(), 0))
        : totals.sums[placeOf(measure)];
  }

  /**
   * Whether some of the totals are of a time when the measure was off, so that what there is of it
   * is not all.
   */
  public boolean isPartial(Totals totals, Measure measure) {
    if (totals.details.isEmpty()) {
      return false;
    }
    if (measure.kind() instanceof Kind.Derived derived) {
      return derived.from().stream().anyMatch(each -> isPartial(totals, each));
    }
    return totals.details.isPartial(measure.number());
  }

  /**
   * The number of a measure that follows from others; {@code NaN} where there is nothing to divide
   * by.
   *
   * @param window how long the totals are of
   */
  public double derived(Totals totals, Kind.Derived derived, Duration window) {
    if (derived instanceof Kind.Ratio ratio) {
      return over(totals, ratio.part(), ratio.whole());
    }
    if (derived instanceof Kind.Rate rate) {
      return rate.factor() * over(totals, rate.part(), rate.whole());
    }
    if (derived instanceof Kind.Complete complete) {
      return complete(totals, complete);
    }
    if (derived instanceof Kind.Mean mean) {
      return (double) sum(totals, mean.milliseconds()) / window.toMillis();
    }
    return sum(totals, ((Kind.Seconds) derived).milliseconds()) / MS_PER_SECOND;
  }

  private double complete(Totals totals, Kind.Complete complete) {
    long numbered = sum(totals, complete.came());
    long came = numbered - sum(totals, complete.repeated());
    return numbered == 0 ? Double.NaN : (double) came / (came + sum(totals, complete.missing()));
  }

  private double over(Totals totals, Measure part, List<Measure> all) {
    long whole = 0;
    for (Measure each : all) {
      whole += sum(totals, each);
    }
    return whole == 0 ? Double.NaN : (double) sum(totals, part) / whole;
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
