package io.playbackanalytics.metric.flink;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.Counter;

/**
 * Counts on the task's thread and is read on those of reporters, which see 0 until the counter can
 * have been scraped; see {@link io.playbackanalytics.metric.MetricExport#firstScrape}.
 *
 * <p>It never goes down, which Prometheus would take for a restart: what is taken back is kept from
 * what comes next.
 */
final class SeriesCounter implements Counter {

  private final AtomicLong count = new AtomicLong();
  private final long firstScrapeNanos;
  private final LongSupplier nanoTime;
  private final long beginning;

  /** What was taken back and is not yet made up for. */
  private long owed;

  SeriesCounter(Duration firstScrape, LongSupplier nanoTime) {
    this.firstScrapeNanos = firstScrape.toNanos();
    this.nanoTime = nanoTime;
    this.beginning = nanoTime.getAsLong();
  }

  @Override
  public void inc() {
    inc(1);
  }

  @Override
  public void inc(long n) {
    long more = n - owed;
    owed = Math.max(-more, 0);
    long unused = count.addAndGet(Math.max(more, 0));
  }

  @Override
  public void dec() {
    inc(-1);
  }

  @Override
  public void dec(long n) {
    inc(-n);
  }

  /** What a scrape is to see. */
  @Override
  public long getCount() {
    return nanoTime.getAsLong() - beginning < firstScrapeNanos ? 0 : counted();
  }

  /** What was counted. */
  long counted() {
    return count.get();
  }
}
