package io.playbackanalytics.event;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaybackEventTest {

  @Test
  void everyDecodeMayFail() {
    assertThatCode(() -> event("music", 0, 0, 3, 3)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({"-1,0,0,0", "0,-1,0,0", "0,0,0,-1", "0,0,0,1", "0,0,2,3", "0,0,-1,-1"})
  void sumsThatCannotBeAreRefused(long playMs, long stallMs, long attempts, long failures) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> event("music", playMs, stallMs, attempts, failures));
  }

  @Test
  void anEventBelongsToAnApp() {
    assertThatIllegalArgumentException().isThrownBy(() -> event("", 0, 0, 0, 0));
  }

  private static PlaybackEvent event(
      String app, long playMs, long stallMs, long attempts, long failures) {
    return new PlaybackEvent(
        EventType.HEARTBEAT,
        0,
        playMs,
        stallMs,
        attempts,
        failures,
        app,
        Dimension.UNKNOWN,
        Dimension.UNKNOWN,
        Dimension.UNKNOWN,
        Dimension.UNKNOWN,
        Dimension.UNKNOWN,
        Dimension.UNKNOWN,
        Dimension.UNKNOWN);
  }
}
