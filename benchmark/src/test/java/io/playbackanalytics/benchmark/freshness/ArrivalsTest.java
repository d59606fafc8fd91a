package io.playbackanalytics.benchmark.freshness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.playbackanalytics.benchmark.gate.WindowKey;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArrivalsTest {

  private static final Span SPAN = new Span(10_000, 12_000);

  private final Arrivals arrivals = new Arrivals();

  @Test
  void timesTheFirstPublicationOfEachWindow() {
    add("a", 11_000, 5, 13_010);
    add("a", 11_000, 6, 13_500);
    add("a", 11_000, 7, 13_600);
    add("b", 11_000, 5, 13_020);
    add("a", 12_000, 5, 14_030);
    add("a", 10_000, 5, 19_000);
    add("a", 13_000, 5, 19_000);
    Distribution freshness = arrivals.freshness(SPAN);
    assertThat(freshness.histogram()).containsOnlyKeys(10L, 20L, 30L);
    assertThat(arrivals.medians(SPAN)).containsExactly(10L, 30L);
  }

  @Test
  void anEmptyWindowIsNoArrival() {
    add("a", 12_000, 0, 14_000);
    assertThat(arrivals.isEmpty()).isTrue();
  }

  @Test
  void tellsWhatIsMissingOrWrong() {
    add("a", 11_000, 5, 13_000);
    add("b", 11_000, 5, 13_000);
    add("c", 11_000, 5, 13_000);
    Map<WindowKey, Long> expected = Map.of(key("a", 11_000), 5L, key("b", 11_000), 6L);
    assertThat(arrivals.hasAll(expected)).isTrue();
    assertThat(arrivals.differences(SPAN, expected))
        .containsExactlyInAnyOrder(
            "app=b until 1970-01-01T00:00:11Z has 5 events instead of 6",
            "app=c until 1970-01-01T00:00:11Z came, but nothing was sent for it");
    Map<WindowKey, Long> more = Map.of(key("a", 12_000), 1L);
    assertThat(arrivals.hasAll(more)).isFalse();
    assertThat(arrivals.differences(SPAN, more))
        .contains("app=a until 1970-01-01T00:00:12Z did not come");
  }

  @Test
  void readsThisJobAndFlinkSql() throws IOException {
    String sums = "\"decode_attempts\":0,\"decode_failures\":0,\"play_ms\":0,\"stall_ms\":0}";
    assertThat(
            read(
                "{\"cohort\":{\"app\":\"a\"},\"window_end\":11000,\"revision\":2,\"events\":3,"
                    + sums))
        .isEqualTo(new Publication(key("a", 11_000), 3, 99));
    assertThat(
            read("{\"app_id\":\"a\",\"window_end\":\"1970-01-01 00:00:11\",\"events\":3," + sums))
        .isEqualTo(new Publication(key("a", 11_000), 3, 99));
  }

  private static Publication read(String json) throws IOException {
    return Publication.of(json.getBytes(UTF_8), 99);
  }

  private void add(String app, long end, long events, long readMs) {
    arrivals.add(new Publication(key(app, end), events, readMs));
  }

  private static WindowKey key(String app, long end) {
    return new WindowKey("app=" + app, end);
  }
}
