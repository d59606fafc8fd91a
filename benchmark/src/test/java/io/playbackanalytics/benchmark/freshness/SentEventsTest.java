package io.playbackanalytics.benchmark.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import io.playbackanalytics.benchmark.gate.WindowKey;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SentEventsTest {

  private final SentEvents sent = new SentEvents();

  @Test
  void anEventIsInFiveWindows() {
    sent.add("a", 10_000);
    assertThat(sent.windows(new Span(0, 60_000)))
        .containsOnlyKeys(
            app("a", 11_000),
            app("a", 12_000),
            app("a", 13_000),
            app("a", 14_000),
            app("a", 15_000));
  }

  @Test
  void countsByAppAndOnlyInTheSpan() {
    sent.add("a", 10_000);
    sent.add("a", 10_999);
    sent.add("a", 11_000);
    sent.add("b", 11_500);
    assertThat(sent.windows(new Span(10_000, 12_000)))
        .isEqualTo(Map.of(app("a", 11_000), 2L, app("a", 12_000), 3L, app("b", 12_000), 1L));
    assertThat(sent.total()).isEqualTo(4);
  }

  @Test
  void ofSteadyAppsThereAreAsManyAsAppsTimesSeconds() {
    for (long ms = 0; ms < 60_000; ms += 100) {
      sent.add("a", ms);
      sent.add("b", ms);
    }
    Span span = Span.starting(10_001, Duration.ofSeconds(30));
    assertThat(span).isEqualTo(new Span(11_000, 41_000));
    assertThat(sent.windows(span))
        .hasSize(2 * 30)
        .allSatisfy((key, n) -> assertThat(n).isEqualTo(50));
  }

  @Test
  void aSpanCoversWhatItLists() {
    Span span = Span.starting(11_000, Duration.ofSeconds(3));
    assertThat(span.windowEnds()).containsExactly(12_000L, 13_000L, 14_000L);
    assertThat(span.windowEnds().allMatch(span::covers)).isTrue();
    assertThat(span.covers(11_000)).isFalse();
    assertThat(span.covers(15_000)).isFalse();
  }

  private static WindowKey app(String app, long end) {
    return new WindowKey("app=" + app, end);
  }
}
