package io.playbackanalytics.sandbox.players;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class MixTest {

  @Test
  void refusesWhatMakesNoSense() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Mix(0, 1, 1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Mix(1, -1, 1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Mix(1, 1, 51, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Mix(1, Double.NaN, 1, 1));
  }
}
