package io.playbackanalytics.benchmark.contender;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.playbackanalytics.benchmark.gate.Sums;
import org.junit.jupiter.api.Test;

/** Where a competitor counts what the type alone says. */
class PlayerEventTest {

  @Test
  void derivesDecoderCountsFromTheType() throws Exception {
    assertThat(sums("DECODE_OK", "")).isEqualTo(new Sums(1, 1, 0, 0, 0));
    assertThat(sums("DECODE_FAIL", "")).isEqualTo(new Sums(1, 1, 1, 0, 0));
    assertThat(sums("HEARTBEAT", ",\"play_ms\":9,\"buffer_ms\":1"))
        .isEqualTo(new Sums(1, 0, 0, 9, 1));
  }

  @Test
  void prefersCounts() throws Exception {
    assertThat(sums("DECODE_FAIL", ",\"decode_attempts\":7")).isEqualTo(new Sums(1, 7, 0, 0, 0));
    assertThat(sums("DECODE_OK", ",\"decode_attempts\":7,\"decode_failures\":2"))
        .isEqualTo(new Sums(1, 7, 2, 0, 0));
  }

  private static Sums sums(String type, String more) throws JsonProcessingException {
    EventTotals totals = new EventTotals();
    new ObjectMapper()
        .readValue("{\"event_type\":\"" + type + "\",\"other\":[1]" + more + "}", PlayerEvent.class)
        .addTo(totals);
    return totals.sums();
  }
}
