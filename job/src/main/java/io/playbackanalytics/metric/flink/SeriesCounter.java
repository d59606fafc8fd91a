package io.playbackanalytics.metric.flink;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.metrics.Counter;

/** Counts on the task's thread and is read on those of reporters. */
final class SeriesCounter implements Counter {

  private final AtomicLong count = new AtomicLong();

  @Override
  public void inc() {
    inc(1);
  }

  @Override
  public void inc(long n) {
    long unused = count.addAndGet(n);
  }

  @Override
  public void dec() {
    inc(-1);
  }

  @Override
  public void dec(long n) {
    inc(-n);
  }

  @Override
  public long getCount() {
    return count.get();
  }
}
