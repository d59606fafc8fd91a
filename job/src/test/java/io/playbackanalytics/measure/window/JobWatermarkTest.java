package io.playbackanalytics.measure.window;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JobWatermarkTest {

  @Test
  void isTheHighestOnceAllHaveToldTheirs() {
    JobWatermark watermark = JobWatermark.UNKNOWN;
    assertThat(watermark.isKnown()).isFalse();
    watermark = watermark.told(7, 3, 100);
    assertThat(watermark.isKnown()).isFalse();
    watermark = watermark.told(7, 3, 300);
    assertThat(watermark.isKnown()).isFalse();
    watermark = watermark.told(7, 3, 200);
    assertThat(watermark).isEqualTo(new JobWatermark(7, 0, 300));
    assertThat(watermark.isKnown()).isTrue();
  }

  @Test
  void isThatOfTheNewestCheckpointOfWhichAnythingWasTold() {
    JobWatermark watermark = JobWatermark.UNKNOWN.told(7, 2, 100).told(8, 2, 150);
    assertThat(watermark.told(7, 2, 900)).as("of one that was given up").isEqualTo(watermark);
    assertThat(watermark.told(8, 2, 50)).isEqualTo(new JobWatermark(8, 0, 150));
    assertThat(watermark.told(9, 1, 50))
        .as("another parallelism")
        .isEqualTo(new JobWatermark(9, 0, 50));
  }
}
