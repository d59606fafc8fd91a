package io.playbackanalytics.metric.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PusherTest {

  private static final Duration SOON = Duration.ofMillis(10);
  private static final Series SERIES = new Series("a", new TreeMap<>(Map.of("app", "x")));

  private final AtomicInteger value = new AtomicInteger(1);

  @Test
  void triesAgainWhenTheGatewayIsOutOfOrder() throws Exception {
    try (FaultyGateway gateway = new FaultyGateway(3);
        Pusher pusher = new Pusher(gateway.target(SOON), "windows-0")) {
      pusher.add(SERIES, value::get);
      FaultyGateway.Request request = gateway.next();
      assertThat(request.method()).isEqualTo("PUT");
      assertThat(request.job()).isEqualTo("a-run");
      assertThat(request.instance()).isEqualTo("windows-0");
      assertThat(request.body()).isEqualTo("# TYPE a gauge\na{app=\"x\"} 1.0\n");
    }
  }

  @Test
  void goesOnAfterAValueThatCannotBeRead() throws Exception {
    try (FaultyGateway gateway = new FaultyGateway(0);
        Pusher pusher = new Pusher(gateway.target(SOON), "windows-0")) {
      pusher.add(
          SERIES,
          () -> {
            if (value.getAndIncrement() < 3) {
              throw new IllegalStateException("not now");
            }
            return 7;
          });
      assertThat(gateway.next().body()).endsWith(" 7.0\n");
    }
  }

  @Test
  void theLastValuesArePushedAtTheEndAndNothingAfterThem() throws Exception {
    try (FaultyGateway gateway = new FaultyGateway(0)) {
      Pusher pusher = new Pusher(gateway.target(Duration.ofHours(1)), "windows-0");
      pusher.add(SERIES, value::get);
      value.set(42);
      pusher.close();
      assertThat(gateway.next().body()).endsWith(" 42.0\n");
      assertThat(gateway.hasMore()).isFalse();
    }
  }
}
