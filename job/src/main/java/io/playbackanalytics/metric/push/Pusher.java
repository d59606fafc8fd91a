package io.playbackanalytics.metric.push;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pushes the series of one operator's subtask at each interval, on a thread of its own. A gateway
 * that is away costs log lines and nothing else: the next try comes after a {@link Backoff}.
 */
public final class Pusher implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Pusher.class);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
  private static final Duration GRACE = Duration.ofSeconds(4);

  private final PushGateway gateway;
  private final String instance;
  private final Duration interval;
  private final Backoff backoff;
  private final Map<Series, DoubleSupplier> series = new ConcurrentHashMap<>();
  private final ScheduledThreadPoolExecutor thread;
  private volatile boolean away;
  private volatile boolean closing;

  /** Starts pushing as {@code instance} of the target's job. */
  public Pusher(PushTarget target, String instance) {
    this.gateway = new PushGateway(target);
    this.instance = instance;
    this.interval = target.interval();
    Duration longest = interval.compareTo(LONGEST_WAIT) > 0 ? interval : LONGEST_WAIT;
    this.backoff = new Backoff(interval, longest, RandomGenerator.getDefault());
    this.thread =
        new ScheduledThreadPoolExecutor(
            1,
            run -> {
              Thread pushes = new Thread(run, "push metrics of " + instance);
              pushes.setDaemon(true);
              return pushes;
            });
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    scheduleAfter(interval);
  }

  /** From now on pushes what {@code value} gives, which is asked for on the pusher's thread. */
  public void add(Series key, DoubleSupplier value) {
    series.put(key, value);
  }

  /** The series ends with the next push. */
  public void remove(Series key) {
    series.remove(key);
  }

  /**
   * Pushes the last values, unless the gateway is known to be away, and stops; waits for that only
   * so long that the end of the task is not held up.
   */
  @Override
  public void close() {
    closing = true;
    if (!away) {
      thread.execute(this::push);
    }
    thread.shutdown();
    try {
      if (!thread.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private void scheduleAfter(Duration wait) {
    if (!closing) {
      Future<?> unused = thread.schedule(this::pushAndGoOn, wait.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private void pushAndGoOn() {
    push();
    scheduleAfter(away ? backoff.afterFailure() : interval);
  }

  private void push() {
    try {
      gateway.put(instance, ExpositionText.of(new HashMap<>(series)));
      if (away) {
        LOG.info("Pushing metrics of {} works again", instance);
      }
      away = false;
      backoff.succeeded();
    } catch (IOException | RuntimeException e) {
      if (!away) {
        LOG.warn("Cannot push metrics of {}, trying again: {}", instance, e.toString());
      }
      away = true;
    }
  }
}
