package io.playbackanalytics.ingest.kafka;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.util.concurrent.ExecutorThreadFactory;

/**
 * Ends polls that last too long: the connector's own may wait ten seconds for a record, and in that
 * time nothing else can be done on its thread.
 */
final class PollLimit implements AutoCloseable {

  private final Runnable wakeUp;
  private final AtomicBoolean polling = new AtomicBoolean();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(new ExecutorThreadFactory("poll-limit"));

  /**
   * @param limit about how long a poll may last
   * @param wakeUp makes the poll return, on another thread
   */
  PollLimit(Duration limit, Runnable wakeUp) {
    this.wakeUp = wakeUp;
    ScheduledFuture<?> unused =
        timer.scheduleWithFixedDelay(
            this::endPoll, limit.toNanos(), limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  void begin() {
    polling.set(true);
  }

  void end() {
    polling.set(false);
  }

  private void endPoll() {
    if (polling.compareAndSet(true, false)) {
      wakeUp.run();
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
