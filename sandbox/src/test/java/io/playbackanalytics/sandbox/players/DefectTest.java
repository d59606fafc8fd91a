package io.playbackanalytics.sandbox.players;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DefectTest {

  private static final byte[] EVENT =
      EventJson.bytes(
          EventJson.event(
              "HEARTBEAT",
              Instant.parse("2026-03-01T12:00:00Z"),
              Device.draw("u1", Chance.seeded(1)),
              "u1-s1",
              1));

  private final EventSchema schema = new EventSchema();

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CLOCK_IN_2099")
  void leavesNoPlaybackEventAndTheOriginalAsItWas(Defect defect) {
    byte[] event = EVENT.clone();
    assertThat(schema.accepts(defect.applyTo(event))).isFalse();
    assertThat(event).isEqualTo(EVENT);
    assertThat(schema.accepts(event)).isTrue();
  }

  @Test
  void aClockIn2099IsOnlyWrongBesideTheBrokersClock() {
    assertThat(
            new String(
                Defect.CLOCK_IN_2099.applyTo(EVENT), java.nio.charset.StandardCharsets.UTF_8))
        .contains("\"timestamp\":4070908800000");
    assertThat(schema.accepts(Defect.CLOCK_IN_2099.applyTo(EVENT))).isTrue();
  }
}
