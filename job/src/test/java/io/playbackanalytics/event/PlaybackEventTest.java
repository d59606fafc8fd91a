package io.playbackanalytics.event;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
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
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new PlaybackEvent(EventType.HEARTBEAT, Map.of(EventField.TIMESTAMP, 0L), Map.of()));
  }

  private static PlaybackEvent event(
      String app, long playMs, long stallMs, long attempts, long failures) {
    return new PlaybackEvent(
        EventType.HEARTBEAT,
        Map.of(
            EventField.TIMESTAMP,
            0L,
            EventField.PLAY_MS,
            playMs,
            EventField.BUFFER_MS,
            stallMs,
            EventField.DECODE_ATTEMPTS,
            attempts,
            EventField.DECODE_FAILURES,
            failures),
        Map.of(EventField.APP_ID, app));
  }
}
