package io.playbackanalytics.measure.window;

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
    assertUpTo(punctuality, Long.MIN_VALUE, Long.MIN_VALUE);
    punctuality.advance(100_000);
    assertUpTo(punctuality, 66_001, 66_001);
  }

  @Test
  void afterARestartOnlyTheRestoredWatermarkLeavesNoDoubt() {
    Punctuality punctuality = new Punctuality(LATENESS, CLOCK, 100_000);
    assertUpTo(punctuality, Long.MIN_VALUE, 66_001);
    punctuality.advance(100_000);
    assertUpTo(punctuality, 66_001, 66_001);
  }

  @Test
  void onceIdleWhatIsOldByTheWallClockIsDoubtful() {
    Punctuality punctuality = new Punctuality(LATENESS, CLOCK, Long.MIN_VALUE);
    punctuality.advance(100_000);
    punctuality.idle();
    long horizon = NOW.plus(Punctuality.CLOCK_TOLERANCE).toEpochMilli();
    assertUpTo(punctuality, 66_001, horizon - 33_999);
  }

  @Test
  void theDoubtEndsIfTheBarrierGotToTheJobBeforeItWasFurther() {
    Punctuality punctuality = comeBack(100_000);
    punctuality.barrier(7);
    punctuality.advance(200_000);
    assertThat(punctuality.waitsFor(6)).isFalse();
    assertThat(punctuality.waitsFor(7)).isTrue();
    punctuality.jobWasAt(100_001);
    assertInDoubt(punctuality, true);
    punctuality.barrier(8);
    punctuality.jobWasAt(200_000);
    assertInDoubt(punctuality, false);
    assertThat(punctuality.waitsFor(8)).as("has been told").isFalse();
    punctuality.idle();
    assertInDoubt(punctuality, true);
  }

  @Test
  void theBarrierOfASubtaskThatIsOrWasIdleSinceTellsNothing() {
    Punctuality punctuality = comeBack(100_000);
    punctuality.barrier(7);
    punctuality.idle();
    punctuality.active();
    assertThat(punctuality.waitsFor(7)).isFalse();
    punctuality.idle();
    punctuality.barrier(8);
    punctuality.active();
    assertThat(punctuality.waitsFor(8)).isFalse();
  }

  @Test
  void whoWasNeverIdleWaitsForNothing() {
    Punctuality punctuality = new Punctuality(LATENESS, CLOCK, Long.MIN_VALUE);
    punctuality.barrier(7);
    assertThat(punctuality.waitsFor(7)).isFalse();
  }

  private static Punctuality comeBack(long watermark) {
    Punctuality punctuality = new Punctuality(LATENESS, CLOCK, Long.MIN_VALUE);
    punctuality.idle();
    punctuality.active();
    punctuality.advance(watermark);
    return punctuality;
  }

  private static void assertInDoubt(Punctuality punctuality, boolean inDoubt) {
    assertThat(punctuality.doubtfulUpTo() > punctuality.lateUpTo()).isEqualTo(inDoubt);
  }

  private static void assertUpTo(Punctuality punctuality, long late, long doubtful) {
    assertThat(punctuality.lateUpTo()).isEqualTo(late);
    assertThat(punctuality.doubtfulUpTo()).isEqualTo(doubtful);
  }
}
