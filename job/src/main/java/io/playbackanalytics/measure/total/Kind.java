package io.playbackanalytics.measure.total;

import io.playbackanalytics.event.EventField;
import io.playbackanalytics.event.EventType;
import java.util.List;

/**
 * How a measure is made, kept and shown. What is {@link Stored} is kept of every slice and adds up;
 * what is {@link Derived} follows from that when a window is published.
 */
public sealed interface Kind {

  /** Kept under the measure's number, in the shuffle and in state. */
  sealed interface Stored extends Kind {}

  /** Computed from stored measures, never added up. */
  sealed interface Derived extends Kind {}

  /** One number for each slice. */
  sealed interface Additive extends Stored {}

  /** How many events there are. */
  record Count() implements Additive {}

  /**
   * The sum of a field, absent ones being 0.
   *
   * @param field an integer of at most 31 bits
   */
  record Sum(EventField field) implements Additive {}

  /**
   * The distribution of a field over the events that have it, in {@link Buckets}: merged exactly,
   * quantiles within 5 %. In records an object of {@code count}, {@code sum}, {@code p50}, {@code
   * p95}, {@code p99}, these three {@code null} where the count is 0; in Prometheus cumulative
   * counters with {@code le}.
   *
   * @param field an integer of at most 31 bits
   * @param bounds the values of {@code le} besides {@code +Inf}, each a bound of a bucket
   */
  record Histogram(EventField field, List<Integer> bounds) implements Stored {

    public Histogram {
      bounds = List.copyOf(bounds);
      if (field.min() < 0) {
        throw new IllegalArgumentException("may be negative: " + field.wireName());
      }
      for (int bound : bounds) {
        if (Buckets.upper(Buckets.of(bound)) != bound) {
          throw new IllegalArgumentException(bound + " is no bound of a bucket");
        }
      }
    }
  }

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
  }

  /** A sum of milliseconds in seconds; 0 and never {@code null} where there is none. */
  record Seconds(Measure milliseconds) implements Derived {}
}
