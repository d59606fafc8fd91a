package io.playbackanalytics.measure.total;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MeasureTest {

  /** State is read by them: a number is never changed, nor given to another measure. */
  @Test
  void numbersAreFrozen() {
    assertThat(
            Arrays.stream(Measure.values())
                .filter(measure -> measure.kind() instanceof Kind.Stored)
                .collect(Collectors.toMap(Measure::number, Measure::wire)))
        .isEqualTo(
            Map.of(
                1, "events",
                2, "decode_attempts",
                3, "decode_failures",
                4, "play_ms",
                5, "stall_ms",
                6, "dropped_frames",
                7, "startup_ms",
                8, "sessions",
                9, "users",
                10, "errors"));
  }

  @Test
  void namesAreOfOneMeasureEach() {
    assertThat(Arrays.stream(Measure.values()).map(Measure::wire)).doesNotHaveDuplicates();
  }
}
