package io.playbackanalytics.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PromQlTest {

  @Test
  void namesOfMetricsAndLabels() {
    PromQl expression =
        PromQl.of(
            """
            # by (nobody)
            sum by (app, os) (rate(a_total{job="flink",app=~"x{y}\\"z"}[30s] offset 1h))
              / on (app) group_left (team)
            clamp_min(b:c:d, 1e3) > bool 0.5 and time() - c{job="x"} < 5m
            """);
    assertThat(expression.metrics()).containsExactlyInAnyOrder("a_total", "b:c:d", "c");
    assertThat(expression.matchedLabels())
        .isEqualTo(Map.of("a_total", Set.of("job", "app"), "c", Set.of("job")));
    assertThat(expression.groupedLabels()).containsExactlyInAnyOrder("app", "os", "team");
  }

  @Test
  void aStringIsNoName() {
    assertThat(PromQl.of("label_replace(up, \"app\", \"$1\", \"os\", \"(.*)\")").metrics())
        .containsExactly("up");
  }

  @Test
  void aLabelThatIsMadeIsNoneOfAMetric() {
    PromQl expression =
        PromQl.of("sum by (app, part) (label_replace(up, \"part\", \"os=$1\", \"os\", \"(.*)\"))");
    assertThat(expression.groupedLabels()).containsExactly("app");
  }
}
