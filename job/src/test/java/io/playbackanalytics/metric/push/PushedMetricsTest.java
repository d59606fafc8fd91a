package io.playbackanalytics.metric.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PushedMetricsTest {

  private static final List<String> OPERATORS = List.of("Second look", "Windows");
  private static final Duration INTERVAL = Duration.ofSeconds(5);

  /** The gateway is away when the run ends, and comes back then. */
  @Test
  void areDeletedOnceTheGatewayIsBack() throws Exception {
    try (FaultyGateway gateway = new FaultyGateway(2)) {
      new PushedMetrics(gateway.target(INTERVAL), OPERATORS, 2).delete();
      List<String> deleted = new ArrayList<>();
      while (gateway.hasMore()) {
        FaultyGateway.Request request = gateway.next();
        assertThat(request.method()).isEqualTo("DELETE");
        assertThat(request.job()).isEqualTo("a-run");
        deleted.add(request.instance());
      }
      assertThat(deleted)
          .containsExactly("second-look-0", "second-look-1", "windows-0", "windows-1");
    }
  }

  @Test
  void thoseOfAnEarlierRunWithMoreSubtasksAreDeletedToo() throws Exception {
    try (FaultyGateway gateway = new FaultyGateway(0)) {
      new PushedMetrics(gateway.target(INTERVAL), OPERATORS, 1).deleteThoseOfAnEarlierRun();
      assertThat(gateway.next().instance()).isEqualTo("second-look-0");
      String last;
      do {
        last = gateway.next().instance();
      } while (!last.equals("windows-127"));
    }
  }
}
