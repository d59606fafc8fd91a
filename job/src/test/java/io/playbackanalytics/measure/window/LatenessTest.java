package io.playbackanalytics.measure.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatenessTest {

  private static final Hop HOP = new Hop(Duration.ofSeconds(5), Duration.ofSeconds(1));
  private static final Lateness LATENESS = new Lateness(HOP, Duration.ofSeconds(30));

  @Test
  void anEventIsLateOnceItsLastWindowIsPastByTheAllowedLateness() {
    assertThat(LATENESS.isLate(1000, 4999 + 30_000 - 1)).isFalse();
    assertThat(LATENESS.isLate(1000, 4999 + 30_000)).isTrue();
    assertThat(LATENESS.isLate(1000, Long.MIN_VALUE)).isFalse();
    assertThat(LATENESS.isLate(1000, Long.MAX_VALUE)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"5000,1000,30000", "5000,1000,0", "5000,5000,0", "5000,5000,1", "1,1,0"})
  void slicesUpToAnEndAreLateAndNoOthers(long size, long slide, long allowed) {
    Lateness lateness =
        new Lateness(
            new Hop(Duration.ofMillis(size), Duration.ofMillis(slide)), Duration.ofMillis(allowed));
    for (long watermark :
        new long[] {-40_001, -1, 0, 4998, 4999, 5000, 34_999, 1_767_225_600_000L}) {
      long limit = lateness.lateUpTo(watermark);
      for (long end = limit - 3; end <= limit + 3; end++) {
        assertThat(end <= limit).isEqualTo(lateness.isLate(end, watermark));
      }
    }
    assertThat(lateness.lateUpTo(Long.MIN_VALUE)).isLessThan(-Long.MAX_VALUE + size);
    assertThat(lateness.lateUpTo(Long.MAX_VALUE)).isGreaterThan(Long.MAX_VALUE - 100_000);
  }

  @Test
  void aSliceIsKeptAsLongAsAnEventThatIsNotLateMayNeedIt() {
    assertThat(LATENESS.expiry(1000)).isEqualTo(1000 + 2 * 4000 + 30_000);
    assertThat(LATENESS.expiringAt(LATENESS.expiry(1000))).isEqualTo(1000);
    long watermark = HOP.firesAt(LATENESS.expiry(1000));
    long oldestNeighbour = HOP.step(1000, 4);
    assertThat(LATENESS.isLate(oldestNeighbour, watermark)).isTrue();
    assertThat(LATENESS.isLate(oldestNeighbour, watermark - 1)).isFalse();
  }

  @Test
  void aSliceIsKeptUntilTheClosingRecordBehindItIsDecided() {
    Hop tumbling = new Hop(Duration.ofSeconds(5), Duration.ofSeconds(5));
    assertThat(new Lateness(tumbling, Duration.ZERO).expiry(5000)).isEqualTo(10_000);
    assertThat(new Lateness(tumbling, Duration.ofMillis(5001)).expiry(5000)).isEqualTo(15_000);
  }
}
