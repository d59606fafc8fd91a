package io.playbackanalytics.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

  private final List<String> lines =
      new Table(Row.of(Rows.SUITE, Rows.runs(3))).toString().lines().toList();

  @Test
  void hasALineForEachScenario() {
    assertThat(lines).hasSize(2 + Rows.SUITE.scenarios().size());
    assertThat(lines.get(2)).startsWith("| playback-analytics ").contains(" 1 |");
    assertThat(lines.get(3))
        .startsWith("| flink-sql ")
        .contains("250,000 (166,667–500,000)", "2.00 (2.00–2.00)", "0.50 (0.50–0.50)");
  }

  @Test
  void alignsItsColumns() {
    assertThat(lines).allSatisfy(line -> assertThat(line).hasSameSizeAs(lines.get(0)));
    assertThat(lines.get(1)).matches("\\|-+(\\|-+:)+\\|");
  }
}
