package io.playbackanalytics.measure.total;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The laws that let events be added up in any order and grouping. */
class TotalsTest {

  private static final Measures MEASURES = Measures.all();

  @Property(seed = "23")
  void addingIsCommutative(@ForAll("totals") Totals a, @ForAll("totals") Totals b) {
    assertThat(a.plus(b)).isEqualTo(b.plus(a));
  }

  @Property(seed = "23")
  void addingIsAssociative(
      @ForAll("totals") Totals a, @ForAll("totals") Totals b, @ForAll("totals") Totals c) {
    assertThat(a.plus(b).plus(c)).isEqualTo(a.plus(b.plus(c)));
  }

  @Property(seed = "23")
  void nothingIsNeutral(@ForAll("totals") Totals a) {
    assertThat(a.plus(MEASURES.nothing())).isEqualTo(a);
    assertThat(MEASURES.nothing().plus(a)).isEqualTo(a);
  }

  @Provide
  Arbitrary<Totals> totals() {
    Arbitrary<long[]> sums =
        Arbitraries.longs()
            .between(0, 1L << 60)
            .array(long[].class)
            .ofSize(MEASURES.sumNumbers().length);
    return Combinators.combine(sums, details()).as(Totals::new);
  }

  /** Counts of a few cells, so that they meet. */
  private static Arbitrary<Details> details() {
    Arbitrary<Integer> cells =
        Combinators.combine(
                Arbitraries.integers().between(6, 8), Arbitraries.integers().between(0, 3))
            .as(Details::cell);
    return Combinators.combine(cells, Arbitraries.longs().between(1, 1L << 40))
        .as((cell, count) -> new long[] {cell, count})
        .list()
        .ofMaxSize(8)
        .map(
            counts -> {
              DetailsBuilder details = new DetailsBuilder();
              counts.forEach(count -> details.count((int) count[0], count[1]));
              return details.build();
            });
  }
}
