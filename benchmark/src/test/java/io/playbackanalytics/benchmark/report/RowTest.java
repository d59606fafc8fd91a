package io.playbackanalytics.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RowTest {

  @Test
  void takesMediansAndRange() {
    Row row = Row.of(Rows.SUITE, Rows.runs(3)).get(1);
    assertThat(row.scenario().name()).isEqualTo("flink-sql");
    assertThat(row.eventsPerSecond()).isEqualTo(new Spread(250_000, 1e6 / 6, 500_000));
    assertThat(row.eventsPerCpuSecond().median()).isEqualTo(125_000);
    assertThat(row.peakMib().median()).isEqualTo(1024);
    assertThat(row.liveMib().median()).isEqualTo(100);
    assertThat(row.allocatedPerEvent().median()).isEqualTo(500);
    assertThat(row.compileCpuSeconds().median()).isEqualTo(0.7);
    assertThat(row.startCpuSeconds().median()).isEqualTo(8);
  }

  @Test
  void comparesRunsOfTheSameRound() {
    Row row = Row.of(Rows.SUITE, Rows.runs(3)).get(3);
    assertThat(row.cpuPerEvent()).isEqualTo(new Spread(4, 4, 4));
    assertThat(row.speed()).isEqualTo(new Spread(0.25, 0.25, 0.25));
  }

  @Test
  void meanOfTheMiddleTwoIsTheMedianOfAnEvenNumber() {
    assertThat(Spread.of(List.of(4.0, 1.0, 3.0, 10.0))).isEqualTo(new Spread(3.5, 1, 10));
    assertThat(Spread.of(List.of(2.0))).isEqualTo(new Spread(2, 2, 2));
  }
}
