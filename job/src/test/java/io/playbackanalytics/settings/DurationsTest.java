package io.playbackanalytics.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

  @ParameterizedTest
  @CsvSource({
    "500 ms, PT0.5S",
    "500ms, PT0.5S",
    "0 s, PT0S",
    "5 s, PT5S",
    "5s, PT5S",
    "05 s, PT5S",
    "90 min, PT1H30M",
    "2 h, PT2H",
    "7 d, PT168H",
    "999999999999 d, PT23999999999976H"
  })
  void isAWholeNumberAndAUnit(String text, Duration duration) {
    assertThat(Durations.parse(text)).contains(duration);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "5",
        "s",
        "5 S",
        "5 sec",
        "5 m",
        "1.5 s",
        "-1 s",
        "+1 s",
        "5  s",
        " 5 s",
        "5 s ",
        "1 min 30 s",
        "PT5S",
        "1e3 ms",
        "٥ s",
        "1000000000000 ms",
        "5\ns"
      })
  void anythingElseIsNone(String text) {
    assertThat(Durations.parse(text)).isEmpty();
  }
}
