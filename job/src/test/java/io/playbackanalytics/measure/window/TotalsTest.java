package io.playbackanalytics.measure.window;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The laws that let events be summed in any order and grouping. */
class TotalsTest {

  @Property(seed = "23")
  void addingIsCommutative(@ForAll("totals") Totals a, @ForAll("totals") Totals b) {
    assertThat(sum(a, b)).isEqualTo(sum(b, a));
  }

  @Property(seed = "23")
  void addingIsAssociative(
      @ForAll("totals") Totals a, @ForAll("totals") Totals b, @ForAll("totals") Totals c) {
    assertThat(sum(sum(a, b), c)).isEqualTo(sum(a, sum(b, c)));
  }

  @Property(seed = "23")
  void nothingIsNeutral(@ForAll("totals") Totals a) {
    assertThat(sum(a, new Totals())).isEqualTo(a);
  }

  @Provide
  Arbitrary<Totals> totals() {
    Arbitrary<Long> numbers = Arbitraries.longs().between(0, 1L << 60);
    return Combinators.combine(numbers, numbers, numbers, numbers, numbers)
        .as(
            (events, attempts, failures, playMs, stallMs) -> {
              Totals totals = new Totals();
              totals.events = events;
              totals.decodeAttempts = attempts;
              totals.decodeFailures = failures;
              totals.playMs = playMs;
              totals.stallMs = stallMs;
              return totals;
            });
  }

  private static Totals sum(Totals... parts) {
    Totals sum = new Totals();
    for (Totals part : parts) {
      sum.add(part);
    }
    return sum;
  }
}
