package io.playbackanalytics.benchmark.freshness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {

  private static final long MS = 1_000_000;

  private final Pace pace = new Pace(20_000, Duration.ofMillis(5));

  @Test
  void aBatchIsDueAtTheEndOfEachInterval() {
    assertThat(pace.due(0)).isZero();
    assertThat(pace.due(5 * MS - 1)).isZero();
    assertThat(pace.due(5 * MS)).isEqualTo(100);
    assertThat(pace.due(9 * MS)).isEqualTo(100);
    assertThat(pace.due(1000 * MS)).isEqualTo(20_000);
  }

  @Test
  void batchesThatAreNoWholeNumberAddUpToTheRate() {
    Pace odd = new Pace(333, Duration.ofMillis(5));
    assertThat(odd.due(5 * MS)).isEqualTo(1);
    assertThat(odd.due(10 * MS)).isEqualTo(3);
    assertThat(odd.due(1000 * MS)).isEqualTo(333);
    assertThat(odd.due(Duration.ofDays(1).toNanos())).isEqualTo(333L * 86_400);
  }

  @Test
  void anEventIsDueWhenTheCountReachesIt() {
    for (int rate : new int[] {1, 100, 333, 1000, 20_000, 999_999}) {
      Pace any = new Pace(rate, Duration.ofMillis(5));
      for (long before = 0; before < 3000; before++) {
        long at = any.dueNanos(before);
        assertThat(any.due(at)).as("%d of %d/s", before, rate).isGreaterThan(before);
        assertThat(any.due(at - 1)).as("%d of %d/s", before, rate).isLessThanOrEqualTo(before);
      }
    }
  }

  @Test
  void refusesNoEventsAndNoInterval() {
    assertThatThrownBy(() -> new Pace(0, Duration.ofMillis(5)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Pace(1, Duration.ofNanos(5)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
