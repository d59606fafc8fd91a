package io.playbackanalytics.benchmark.freshness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DistributionTest {

  @Test
  void takesTheNearestRank() {
    Distribution thousand =
        new Distribution(LongStream.rangeClosed(1, 1000).map(i -> 1001 - i).toArray());
    assertThat(thousand.size()).isEqualTo(1000);
    assertThat(thousand.percentile(50)).isEqualTo(500);
    assertThat(thousand.percentile(99)).isEqualTo(990);
    assertThat(thousand.percentile(99.9)).isEqualTo(999);
    assertThat(thousand.percentile(99.95)).isEqualTo(1000);
    assertThat(thousand.percentile(0.0001)).isEqualTo(1);
    assertThat(thousand.max()).isEqualTo(1000);
  }

  @Test
  void ofOneValueAllPercentilesAreIt() {
    Distribution one = new Distribution(new long[] {-3});
    assertThat(one.percentile(50)).isEqualTo(-3);
    assertThat(one.percentile(99.9)).isEqualTo(-3);
  }

  @Test
  void countsValues() {
    assertThat(new Distribution(new long[] {7, 5, 7}).histogram())
        .containsExactly(entry(5L, 1), entry(7L, 2));
  }

  @Test
  void noValuesHaveNoPercentile() {
    Distribution none = new Distribution(new long[0]);
    assertThatThrownBy(none::max).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> none.percentile(0)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> new Distribution(new long[] {1}).percentile(101))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
