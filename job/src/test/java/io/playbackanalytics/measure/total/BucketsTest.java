package io.playbackanalytics.measure.total;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BucketsTest {

  /** They lie in state. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, 0",
    "1, 1, 1, 1",
    "100, 100, 100, 100",
    "101, 101, 110, 105",
    "110, 101, 110, 105",
    "111, 102, 120, 115",
    "1000, 190, 1000, 995",
    "1001, 191, 1100, 1050",
    "86400000, 627, 87000000, 86500000",
    "2147483647, 742, 2200000000, 2150000000"
  })
  void indicesAreFrozen(int number, int bucket, long upper, long middle) {
    assertThat(Buckets.of(number)).isEqualTo(bucket);
    assertThat(Buckets.upper(bucket)).isEqualTo(upper);
    assertThat(Buckets.middle(bucket)).isEqualTo(middle);
  }

  @Property(seed = "41")
  void aNumberIsInItsBucketAndWithinFivePercentOfItsMiddle(@ForAll @IntRange(min = 0) int number) {
    int bucket = Buckets.of(number);
    assertThat((long) number).isLessThanOrEqualTo(Buckets.upper(bucket));
    if (bucket > 0) {
      assertThat((long) number).isGreaterThan(Buckets.upper(bucket - 1));
    }
    assertThat(Buckets.middle(bucket)).isCloseTo(number, Percentage.withPercentage(5));
  }

  @Test
  void bucketsFollowEachOtherWithoutAGap() {
    for (int number = 1; number < 200_000; number++) {
      assertThat(Buckets.of(number) - Buckets.of(number - 1)).isBetween(0, 1);
    }
  }

  @Test
  void thereIsNoNegativeNumber() {
    assertThatIllegalArgumentException().isThrownBy(() -> Buckets.of(-1));
  }
}
