package io.playbackanalytics.measure;

import static io.playbackanalytics.measure.Punctuality.Verdict.DOUBTFUL;
import static io.playbackanalytics.measure.Punctuality.Verdict.LATE;
import static io.playbackanalytics.measure.Punctuality.Verdict.PUNCTUAL;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class PunctualityTest {

  private static final Lateness LATENESS =
      new Lateness(new Hop(Duration.ofSeconds(5), Duration.ofSeconds(1)), Duration.ofSeconds(30));
  private static final Instant NOW = Instant.ofEpochSecond(1000);
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  @Test
  void aSubtaskThatWasNeverIdleJudgesByItsOwnWatermark() {
    Punctuality punctuality = new Punctuality(LATENESS, CLOCK, Long.MIN_VALUE);
    assertThat(punctuality.of(10_000)).isEqualTo(PUNCTUAL);
    punctuality.advance(100_000);
    assertThat(punctuality.of(66_000)).isEqualTo(LATE);
    assertThat(punctuality.of(67_000)).isEqualTo(PUNCTUAL);
  }

  @Test
  void afterARestartOnlyTheRestoredWatermarkLeavesNoDoubt() {
    Punctuality punctuality = new Punctuality(LATENESS, CLOCK, 100_000);
    assertThat(punctuality.of(66_000)).isEqualTo(DOUBTFUL);
    assertThat(punctuality.of(67_000)).isEqualTo(PUNCTUAL);
    punctuality.advance(100_000);
    assertThat(punctuality.of(66_000)).isEqualTo(LATE);
  }

  @Test
  void onceIdleWhatIsOldByTheWallClockIsDoubtful() {
    Punctuality punctuality = new Punctuality(LATENESS, CLOCK, Long.MIN_VALUE);
    punctuality.advance(100_000);
    punctuality.idle();
    long horizon = NOW.plus(Punctuality.CLOCK_TOLERANCE).toEpochMilli();
    long youngestDoubtful = (horizon - 30_000 - 4000) / 1000 * 1000;
    assertThat(punctuality.of(66_000)).isEqualTo(LATE);
    assertThat(punctuality.of(67_000)).isEqualTo(DOUBTFUL);
    assertThat(punctuality.of(youngestDoubtful)).isEqualTo(DOUBTFUL);
    assertThat(punctuality.of(youngestDoubtful + 1000)).isEqualTo(PUNCTUAL);
  }
}
