package io.playbackanalytics.benchmark.contender;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderTest {

  @TempDir private Path folder;

  @Test
  void isReadAsItWasWritten() throws Exception {
    Settings settings =
        Settings.STANDARD
            .withWindow(Duration.ofMinutes(1))
            .withCohorts(Settings.Cohorts.FOUR)
            .withMeasures(Settings.Measures.PLAYS)
            .withCheckpoints(Duration.ofDays(1));
    Order order =
        new Order(
            ContenderKind.DATASTREAM,
            2,
            folder,
            new Task("localhost:1", "warm", 10, "warm-results", Settings.STANDARD),
            new Task("localhost:1", "big", 100, "results", settings));
    Path file = folder.resolve("order");
    order.write(file);
    assertThat(Order.read(file)).isEqualTo(order);
  }

  @Test
  void countsTheWindowsOfAnEvent() {
    assertThat(Settings.STANDARD.windowsPerEvent()).isEqualTo(5);
    assertThat(Settings.STANDARD.withWindow(Duration.ofMinutes(1)).windowsPerEvent()).isEqualTo(60);
  }
}
