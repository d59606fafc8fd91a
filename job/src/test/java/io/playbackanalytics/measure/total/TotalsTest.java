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
    assertSame(a.plus(b), b.plus(a));
  }

  @Property(seed = "23")
  void addingIsAssociative(
      @ForAll("totals") Totals a, @ForAll("totals") Totals b, @ForAll("totals") Totals c) {
    assertSame(a.plus(b).plus(c), a.plus(b.plus(c)));
  }

  @Property(seed = "23")
  void nothingIsNeutral(@ForAll("totals") Totals a) {
    assertSame(a.plus(MEASURES.nothing()), a);
    assertSame(MEASURES.nothing().plus(a), a);
  }

  /** Sketches of the same ids may differ in their bytes. */
  private static void assertSame(Totals one, Totals other) {
    assertThat(one.sums).isEqualTo(other.sums);
    assertThat(one.details.cells).isEqualTo(other.details.cells);
    assertThat(one.details.counts).isEqualTo(other.details.counts);
    assertThat(one.details.distinct(Measure.SESSIONS.number()))
        .isEqualTo(other.details.distinct(Measure.SESSIONS.number()));
  }

  @Provide
  Arbitrary<Totals> totals() {
    Arbitrary<long[]> sums =
        Arbitraries.longs().between(0, 1L << 60).array(long[].class).ofSize(MEASURES.sums());
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
              for (long[] count : counts) {
                details.count((int) count[0], count[1]);
                details.see(Measure.SESSIONS.number(), (int) count[1] | 1);
              }
              return details.build();
            });
  }
}
