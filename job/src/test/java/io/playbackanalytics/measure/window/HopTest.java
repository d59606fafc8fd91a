package io.playbackanalytics.measure.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class HopTest {

  private static final Hop HOP = new Hop(Duration.ofSeconds(5), Duration.ofSeconds(1));

  @Test
  void aSliceEndsWhereItsFirstWindowDoes() {
    assertThat(HOP.sliceEnd(0)).isEqualTo(1000);
    assertThat(HOP.sliceEnd(999)).isEqualTo(1000);
    assertThat(HOP.sliceEnd(1000)).isEqualTo(2000);
    assertThat(HOP.sliceEnd(-1)).isEqualTo(0);
    assertThat(HOP.lastWindowEnd(1000)).isEqualTo(5000);
    assertThat(HOP.slicesPerWindow()).isEqualTo(5);
  }

  @Test
  void aWindowIsCompleteWithItsLastMillisecond() {
    assertThat(HOP.firesAt(5000)).isEqualTo(4999);
    assertThat(HOP.windowEndFiringAt(4999)).isEqualTo(5000);
    assertThat(HOP.windowStart(5000)).isZero();
  }

  /** The windows of a slice are exactly those that hold each of its times. */
  @Property(seed = "17")
  void slicesAndWindowsAgree(
      @ForAll @LongRange(min = -8_640_000_000_000_000L, max = 8_640_000_000_000_000L) long time,
      @ForAll @IntRange(min = 1, max = 5000) int slideMs,
      @ForAll @IntRange(min = 1, max = 60) int slices) {
    Hop hop = new Hop(Duration.ofMillis((long) slideMs * slices), Duration.ofMillis(slideMs));
    long first = hop.sliceEnd(time);
    long last = hop.lastWindowEnd(first);
    assertThat(Math.floorMod(first, (long) slideMs)).isZero();
    assertThat(first).isGreaterThan(time);
    assertThat(hop.windowStart(last)).isLessThanOrEqualTo(time);
    assertThat(hop.step(first, -1)).isLessThanOrEqualTo(time);
    assertThat(hop.windowStart(hop.step(last, 1))).isGreaterThan(time);
  }

  @Test
  void aSizeThatIsNoMultipleOfTheSlideIsRefused() {
    assertThatThrownBy(() -> new Hop(Duration.ofMillis(2500), Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a window of 2500 ms is no multiple of a slide of 1000 ms");
    assertThatThrownBy(() -> new Hop(Duration.ZERO, Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Hop(Duration.ofSeconds(1), Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
