package io.playbackanalytics.push;

import java.io.IOException;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.apache.flink.api.common.JobID;
import org.apache.flink.core.execution.JobStatusHook;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes from the Pushgateway what the run has pushed, on the JobManager, which knows when the run
 * is over and outlives TaskManagers that were killed. Flink also calls it between two attempts when
 * a job restarts under the adaptive scheduler; the next attempt then pushes again.
 */
public final class DeleteWhenOver implements JobStatusHook {

  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(DeleteWhenOver.class);
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
  private static final int TRIES = 10;

  private final PushTarget target;

  public DeleteWhenOver(PushTarget target) {
    this.target = target;
  }

  @Override
  public void onCreated(JobID jobId) {
    // What an earlier run of this name has left, because its JobManager was killed.
    delete();
  }

  @Override
  public void onFinished(JobID jobId) {
    delete();
  }

  @Override
  public void onFailed(JobID jobId, Throwable cause) {
    delete();
  }

  @Override
  public void onCanceled(JobID jobId) {
    delete();
  }

  /**
   * At once where the gateway answers, since the process may end with the run; else on a thread of
   * its own, so that the JobManager goes on.
   */
  private void delete() {
    PushGateway gateway = new PushGateway(target);
    try {
      gateway.deleteAll();
    } catch (IOException e) {
      LOG.warn("Cannot delete the metrics of {}, trying again: {}", target.job(), e.toString());
      Thread retries = new Thread(() -> retry(gateway), "delete metrics of " + target.job());
      retries.setDaemon(true);
      retries.start();
    }
  }

  private void retry(PushGateway gateway) {
    Backoff backoff = new Backoff(FIRST_WAIT, LONGEST_WAIT, RandomGenerator.getDefault());
    for (int i = 1; i <= TRIES; i++) {
      try {
        Thread.sleep(backoff.afterFailure().toMillis());
        gateway.deleteAll();
        return;
      } catch (IOException e) {
        LOG.warn("Cannot delete the metrics of {}, try {} of {}", target.job(), i, TRIES);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
    LOG.error("Metrics of {} are left on {}: delete them there", target.job(), target.gateway());
  }
}
