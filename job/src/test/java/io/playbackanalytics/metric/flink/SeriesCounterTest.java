package io.playbackanalytics.metric.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SeriesCounterTest {

  private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 5);

  @Test
  void aScrapeSeesZeroFirstAndThenAllThatWasCounted() {
    SeriesCounter counter = new SeriesCounter(Duration.ofSeconds(10), nanoTime::get);
    counter.inc(40);
    nanoTime.addAndGet(Duration.ofSeconds(10).toNanos() - 1);
    counter.inc(2);
    assertThat(counter.getCount()).isZero();
    assertThat(counter.counted()).isEqualTo(42);
    nanoTime.incrementAndGet();
    assertThat(counter.getCount()).isEqualTo(42);
  }

  @Test
  void withoutSuchATimeItCountsAtOnce() {
    SeriesCounter counter = new SeriesCounter(Duration.ZERO, nanoTime::get);
    counter.inc();
    assertThat(counter.getCount()).isEqualTo(1);
  }
}
