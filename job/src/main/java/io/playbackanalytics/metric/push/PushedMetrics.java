package io.playbackanalytics.metric.push;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that an attempt of a run pushes, whoever of its subtasks does. To be made while the job's
 * classes can still be loaded: when it is over they may not.
 */
public final class PushedMetrics {

  private static final Logger LOG = LoggerFactory.getLogger(PushedMetrics.class);
  private static final Duration FIRST_WAIT = Duration.ofMillis(500);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  /** Flink gives the end of a run a minute, in which it has other things to do too. */
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  /** An earlier run may have had more subtasks than this one. */
  private static final int SUBTASKS_OF_AN_EARLIER_RUN = 128;

  private final PushTarget target;
  private final List<String> operators;
  private final int subtasks;
  private final PushGateway gateway;
  private final Backoff backoff;

  /**
   * @param operators the names of the operators that push, see {@link #instance}
   * @param subtasks how many of each push
   */
  public PushedMetrics(PushTarget target, List<String> operators, int subtasks) {
    this.target = target;
    this.operators = List.copyOf(operators);
    this.subtasks = subtasks;
    this.gateway = new PushGateway(target);
    this.backoff = new Backoff(FIRST_WAIT, LONGEST_WAIT, RandomGenerator.getDefault());
  }

  /** The {@code instance} under which a subtask pushes: the same in every attempt. */
  public static String instance(String operator, int subtask) {
    return operator.toLowerCase(Locale.ROOT).replace(' ', '-') + "-" + subtask;
  }

  /**
   * Deletes what a run of this name has left whose JobManager was killed. On a thread of its own:
   * it is not worth a delay, and what this run pushes comes again if it is deleted too.
   */
  public void deleteThoseOfAnEarlierRun() {
    start(
        () -> {
          try {
            deleteAll(Math.max(subtasks, SUBTASKS_OF_AN_EARLIER_RUN));
          } catch (IOException | RuntimeException e) {
            LOG.warn("Cannot delete metrics of an earlier {}: {}", target.job(), e.toString());
          }
        });
  }

  /** Deletes everything; tries again where the gateway is away, and at last gives up. */
  public void delete() {
    Thread deletion = start(this::deleteOrTryAgain);
    try {
      deletion.join(DEADLINE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (deletion.isAlive()) {
      deletion.interrupt();
      LOG.error("Metrics of {} are left on {}: delete them there", target.job(), target.gateway());
    }
  }

  private void deleteOrTryAgain() {
    while (true) {
      try {
        deleteAll(subtasks);
        return;
      } catch (IOException | RuntimeException | LinkageError e) {
        LOG.warn("Cannot delete metrics of {}, trying again: {}", target.job(), e.toString());
      }
      try {
        TimeUnit.NANOSECONDS.sleep(backoff.afterFailure().toNanos());
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void deleteAll(int ofEach) throws IOException {
    for (String operator : operators) {
      for (int subtask = 0; subtask < ofEach; subtask++) {
        gateway.delete(instance(operator, subtask));
      }
    }
  }

  private Thread start(Runnable deletion) {
    Thread thread = new Thread(deletion, "delete pushed metrics of " + target.job());
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
