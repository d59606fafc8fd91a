package io.playbackanalytics.measure.total;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class DistributionTest {

  private static final int NUMBER = Measure.STARTUP_MS.number();

  @Property(seed = "43")
  void isThatOfTheNumbersHoweverTheyWereMerged(
      @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 100_000) Integer> numbers,
      @ForAll @IntRange(max = 60) int cut) {
    int at = Math.min(cut, numbers.size());
    Distribution distribution =
        Distribution.of(
            details(numbers.subList(0, at)).plus(details(numbers.subList(at, numbers.size()))),
            NUMBER);
    List<Integer> sorted = numbers.stream().sorted().toList();
    assertThat(distribution.count()).isEqualTo(sorted.size());
    assertThat(distribution.sum()).isEqualTo(sorted.stream().mapToLong(n -> n).sum());
    for (double q : new double[] {0.5, 0.95, 0.99, 1}) {
      int exact = sorted.get((int) Math.ceil(q * sorted.size()) - 1);
      assertThat(distribution.quantile(q).orElseThrow())
          .isCloseTo(exact, Percentage.withPercentage(5));
    }
    for (int bound : new int[] {0, 100, 250, 1000, 5000, 60_000}) {
      assertThat(distribution.countUpTo(bound))
          .isEqualTo(sorted.stream().filter(number -> number <= bound).count());
    }
  }

  @Test
  void ofNothingHasNoQuantile() {
    Distribution nothing = Distribution.of(Details.NONE, NUMBER);
    assertThat(nothing.count()).isZero();
    assertThat(nothing.sum()).isZero();
    assertThat(nothing.quantile(0.5)).isEmpty();
  }

  /** Its neighbours' counts among the details are not its own. */
  @Test
  void hasOnlyWhatIsOfItsMeasure() {
    DetailsBuilder details = new DetailsBuilder();
    details.count(Details.cell(NUMBER - 1, Details.SUM), 10);
    details.count(Details.cell(NUMBER, 7), 2);
    details.count(Details.cell(NUMBER, Details.SUM), 14);
    details.count(Details.cell(NUMBER + 1, 0), 3);
    Distribution distribution = Distribution.of(details.build(), NUMBER);
    assertThat(distribution.count()).isEqualTo(2);
    assertThat(distribution.sum()).isEqualTo(14);
    assertThat(distribution.quantile(1)).hasValue(7);
  }

  private static Details details(List<Integer> numbers) {
    DetailsBuilder details = new DetailsBuilder();
    for (int number : numbers) {
      details.count(Details.cell(NUMBER, Buckets.of(number)), 1);
      details.count(Details.cell(NUMBER, Details.SUM), number);
    }
    return details.build();
  }
}
