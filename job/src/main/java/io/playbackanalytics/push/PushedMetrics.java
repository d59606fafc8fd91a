package io.playbackanalytics.push;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that a run has pushed, whoever of its subtasks did. */
public final class PushedMetrics {

  private static final Logger LOG = LoggerFactory.getLogger(PushedMetrics.class);
  private static final Duration FIRST_WAIT = Duration.ofMillis(500);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(8);

  /** Within the minute that Flink gives whoever calls {@link #delete}. */
  private static final int TRIES = 7;

  private final PushTarget target;
  private final PushGateway gateway;

  public PushedMetrics(PushTarget target) {
    this.target = target;
    this.gateway = new PushGateway(target);
  }

  /**
   * Deletes what a run of this name has left whose JobManager was killed. Not worth a delay: what
   * this run pushes takes the place of most of it, and the rest is deleted with it.
   */
  public void deleteThoseOfAnEarlierRun() {
    try {
      gateway.deleteAll();
    } catch (IOException e) {
      LOG.warn("Cannot delete metrics of an earlier run of {}: {}", target.job(), e.toString());
    }
  }

  /** Deletes everything; tries again where the gateway is away, and at last gives up. */
  public void delete() {
    Backoff backoff = new Backoff(FIRST_WAIT, LONGEST_WAIT, RandomGenerator.getDefault());
    for (int i = 1; i <= TRIES; i++) {
      try {
        gateway.deleteAll();
        return;
      } catch (IOException e) {
        LOG.warn("Cannot delete metrics of {}, try {}: {}", target.job(), i, e.toString());
      }
      try {
        TimeUnit.NANOSECONDS.sleep(backoff.afterFailure().toNanos());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    LOG.error("Metrics of {} are left on {}: delete them there", target.job(), target.gateway());
  }
}
