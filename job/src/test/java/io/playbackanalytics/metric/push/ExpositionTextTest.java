package io.playbackanalytics.metric.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

class ExpositionTextTest {

  @Test
  void seriesOfOneNameStandTogetherBelowTheirType() {
    Map<Series, DoubleSupplier> series = new LinkedHashMap<>();
    series.put(series("b", Map.of("app", "1")), () -> 1);
    series.put(series("a", Map.of()), () -> Double.NaN);
    series.put(series("b", Map.of("app", "2", "os", "x")), () -> 1e12);
    assertThat(ExpositionText.of(series))
        .isEqualTo(
            """
            # TYPE a gauge
            a NaN
            # TYPE b gauge
            b{app="1"} 1.0
            b{app="2",os="x"} 1.0E12
            """);
  }

  @Test
  void noLabelValueBreaksOutOfItsQuotes() {
    assertThat(
            ExpositionText.of(Map.of(series("a", Map.of("app", "x\\\"} 1\na{app=\"🎧")), () -> 2)))
        .isEqualTo("# TYPE a gauge\na{app=\"x\\\\\\\"} 1\\na{app=\\\"🎧\"} 2.0\n");
  }

  @Test
  void nothingIsNothing() {
    assertThat(ExpositionText.of(Map.of())).isEmpty();
  }

  private static Series series(String name, Map<String, String> labels) {
    return new Series(name, new TreeMap<>(labels));
  }
}
