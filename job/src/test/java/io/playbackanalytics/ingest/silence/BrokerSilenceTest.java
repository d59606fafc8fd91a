package io.playbackanalytics.ingest.silence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BrokerSilenceTest {

  private long now = Long.MAX_VALUE - 5_000_000_000L;
  private final BrokerSilence silence = new BrokerSilence(() -> now);

  @Test
  void isUnknownAsLongAsNobodyAsks() {
    assertThat(silence.seconds()).isNaN();
    pass(5);
    assertThat(silence.seconds()).isNaN();
  }

  @Test
  void growsFromTheStartIfNobodyHasEverAnswered() {
    silence.ask();
    pass(5);
    assertThat(silence.seconds()).as("in the first poll").isEqualTo(5);
    silence.ask();
    pass(1);
    silence.heard(0);
    assertThat(silence.seconds()).isEqualTo(6);
    poll(2, 0);
    assertThat(silence.seconds()).isEqualTo(8);
  }

  @Test
  void endsWithAnAnswerAndBeginsAnewBehindIt() {
    poll(3, 0);
    poll(3, 1);
    assertThat(silence.seconds()).isZero();
    poll(3, 1);
    silence.ask();
    pass(1);
    assertThat(silence.seconds()).isEqualTo(4);
    silence.heard(9);
    assertThat(silence.seconds()).isZero();
  }

  @Test
  void standsStillWhileTheReaderIsHeldBack() {
    poll(1, 1);
    pass(600);
    assertThat(silence.seconds()).isZero();
    poll(2, 1);
    pass(600);
    assertThat(silence.seconds()).isEqualTo(2);
  }

  @Test
  void isUnknownOnceTheReaderIsGoneAndItsNextOneCountsItsOwnAnswers() {
    poll(1, 100);
    poll(1, 100);
    silence.end();
    assertThat(silence.seconds()).isNaN();
    poll(2, 0);
    assertThat(silence.seconds()).isEqualTo(2);
    poll(2, 1);
    assertThat(silence.seconds()).isZero();
  }

  private void poll(int seconds, double answers) {
    silence.ask();
    pass(seconds);
    silence.heard(answers);
  }

  private void pass(int seconds) {
    now += Duration.ofSeconds(seconds).toNanos();
  }
}
