package io.playbackanalytics.measure.total;

import io.playbackanalytics.event.EventField;
import io.playbackanalytics.event.EventType;
import io.playbackanalytics.play.PlayCount;
import io.playbackanalytics.play.PlayLevel;
import java.util.List;
import java.util.stream.Stream;

/**
 * How a measure is made, kept and shown. What is {@link Stored} is kept of every slice and adds up;
 * what is {@link Derived} follows from that when a window is published.
 */
public sealed interface Kind {

  /** Kept under the measure's number, in the shuffle and in state. */
  sealed interface Stored extends Kind {}

  /** Computed from stored measures, never added up. */
  sealed interface Derived extends Kind {

    /** What it follows from. */
    List<Measure> from();
  }

  /** One number for each slice. */
  sealed interface Additive extends Stored {}

  /** One number for each slice that plays have a part in: many cohorts have none of most. */
  sealed interface OfPlays extends Stored {}

  /** How many events there are. */
  record Count() implements Additive {}

  /** How often plays have changed anything: what tells a window that it has news. Not shown. */
  record News() implements Additive {}

  /**
   * Time integral of what plays are doing.
   *
   * @param levels added up
   */
  record Lasting(List<PlayLevel> levels) implements OfPlays {

    public Lasting {
      levels = List.copyOf(levels);
    }

    Lasting(PlayLevel... levels) {
      this(List.of(levels));
    }
  }

  /**
   * How often something happened to plays.
   *
   * @param counts added up
   */
  record Occurring(List<PlayCount> counts) implements OfPlays {

    public Occurring {
      counts = List.copyOf(counts);
    }

    Occurring(PlayCount... counts) {
      this(List.of(counts));
    }
  }

  /**
   * The sum of a field, absent ones being 0.
   *
   * @param field an integer of at most 31 bits
   */
  record Sum(EventField field) implements Additive {}

  /**
   * The distribution of the start-up times of attempts, in {@link Buckets}: merged exactly,
   * quantiles within 5 %. In records an object of {@code count}, {@code sum}, {@code p50}, {@code
   * p95}, {@code p99}, these three {@code null} where the count is 0; in Prometheus cumulative
   * counters with {@code le}.
   *
   * @param bounds the values of {@code le} besides {@code +Inf}, each a bound of a bucket
   */
  record Startups(List<Integer> bounds) implements Stored {

    public Startups {
      bounds = List.copyOf(bounds);
      for (int bound : bounds) {
        if (Buckets.upper(Buckets.of(bound)) != bound) {
          throw new IllegalArgumentException(bound + " is no bound of a bucket");
        }
      }
    }
  }

  /**
   * How many events have a field.
   *
   * @param field an integer
   */
  record Having(EventField field) implements Additive {}

  /**
   * How many different values of a field there are, absent and empty ones left out: estimated by a
   * HyperLogLog sketch, exact to the unit for a few hundred and within 2 % for millions.
   *
   * @param field a text
   */
  record Distinct(EventField field) implements Stored {}

  /**
   * How many errors of each class there are: of the events that have an error code or are of the
   * type that means an error. In records an object from class to count, without zeros.
   *
   * @param code a text, the error code
   * @param error the type of event that is an error also without a code
   * @param label the label in Prometheus
   */
  record Errors(EventField code, EventType error, String label) implements Stored {}

  /**
   * A sum over sums, in 0..1 as all ours are; {@code null} or {@code NaN} where the whole is 0.
   *
   * @param part one of the whole, or at most as great
   * @param whole added up
   */
  record Ratio(Measure part, List<Measure> whole) implements Derived {

    public Ratio {
      whole = List.copyOf(whole);
    }

    @Override
    public List<Measure> from() {
      return concat(part, whole);
    }
  }

  /**
   * A sum over sums, times a factor; {@code null} or {@code NaN} where the whole is 0.
   *
   * @param whole added up
   */
  record Rate(Measure part, List<Measure> whole, long factor) implements Derived {

    public Rate {
      whole = List.copyOf(whole);
    }

    @Override
    public List<Measure> from() {
      return concat(part, whole);
    }
  }

  /**
   * Those that came, over those and the missing: 1 where nothing is missing, {@code null} or {@code
   * NaN} where it is not known.
   *
   * @param came repeated ones among them
   */
  record Complete(Measure came, Measure repeated, Measure missing) implements Derived {

    @Override
    public List<Measure> from() {
      return List.of(came, repeated, missing);
    }
  }

  /** How many there were on average over the window, of what has a sum of milliseconds. */
  record Mean(Measure milliseconds) implements Derived {

    @Override
    public List<Measure> from() {
      return List.of(milliseconds);
    }
  }

  /** A sum of milliseconds in seconds; 0 and never {@code null} where there is none. */
  record Seconds(Measure milliseconds) implements Derived {

    @Override
    public List<Measure> from() {
      return List.of(milliseconds);
    }
  }

  private static List<Measure> concat(Measure part, List<Measure> whole) {
    return Stream.concat(Stream.of(part), whole.stream()).toList();
  }
}
