package io.playbackanalytics.benchmark.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class WindowJsonTest {

  private static final String SUMS =
      "\"events\":1,\"decode_attempts\":2,\"decode_failures\":3,\"play_ms\":4,\"stall_ms\":5}";

  @Test
  void readsWhatThisJobWrites() throws Exception {
    WindowJson window =
        read("{\"cohort\":{\"app\":\"a\",\"os\":\"Android 14\"},\"window_end\":5000," + SUMS);
    assertThat(window.key()).isEqualTo(new WindowKey("app=a,os=Android 14", 5000));
    assertThat(window.sums()).isEqualTo(new Sums(1, 2, 3, 4, 5));
  }

  @Test
  void readsWhatFlinkSqlWrites() throws Exception {
    WindowJson window = read("{\"app_id\":\"a\",\"window_end\":\"2025-01-01 00:01:00\"," + SUMS);
    assertThat(window.key()).isEqualTo(new WindowKey("app=a", 1_735_689_660_000L));
  }

  @Test
  void readsCohortsAsText() throws Exception {
    assertThat(read("{\"cohort\":\"app=a,cdn=x\",\"window_end\":1000," + SUMS).key())
        .isEqualTo(new WindowKey("app=a,cdn=x", 1000));
  }

  @Test
  void doesNotTakeAMissingSumForZero() throws Exception {
    WindowJson window = read("{\"app_id\":\"a\",\"window_end\":1000,\"events\":1}");
    assertThatThrownBy(window::sums)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("decode_attempts");
  }

  private static WindowJson read(String json) throws JsonProcessingException {
    return new WindowJson(new ObjectMapper().readTree(json));
  }
}
