package io.playbackanalytics.sandbox.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running job and the mini cluster that it has for itself. */
public final class JobOnCluster implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(JobOnCluster.class);
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration CANCEL_TIMEOUT = Duration.ofMillis(1500);
  private static final Duration CLOSE_TIMEOUT = Duration.ofMillis(1500);

  private final MiniCluster cluster;
  private final JobID job;
  private final Path savepoints;
  private final CompletableFuture<JobResult> result;

  private JobOnCluster(MiniCluster cluster, JobID job, Path savepoints) {
    this.cluster = cluster;
    this.job = job;
    this.savepoints = savepoints;
    this.result = cluster.requestJobResult(job);
  }

  /**
   * Starts the cluster and the job; returns as soon as the cluster has taken it.
   *
   * @param define adds the job to an environment
   * @throws JobFailedException if the cluster does not start or does not take the job
   */
  public static JobOnCluster start(
      String name, ClusterSettings settings, Consumer<StreamExecutionEnvironment> define)
      throws JobFailedException {
    Configuration configuration = settings.asConfiguration();
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(ClusterSettings.PARALLELISM)
                .build());
    try {
      StreamExecutionEnvironment env =
          StreamExecutionEnvironment.getExecutionEnvironment(configuration);
      define.accept(env);
      StreamGraph graph = env.getStreamGraph();
      graph.setJobName(name);
      cluster.start();
      JobID job = within(START_TIMEOUT, cluster.submitJob(graph.getJobGraph())).getJobID();
      return new JobOnCluster(cluster, job, settings.savepoints());
    } catch (Exception e) {
      stop(cluster);
      throw new JobFailedException("The job did not start", e);
    }
  }

  /** Whether every task of the job runs; before that it can't be drained. */
  public boolean running() {
    try {
      return StreamSupport.stream(
              within(START_TIMEOUT, cluster.getExecutionGraph(job))
                  .getAllExecutionVertices()
                  .spliterator(),
              false)
          .allMatch(task -> task.getExecutionState() == ExecutionState.RUNNING);
    } catch (Exception e) {
      LOG.debug("The job's tasks are not known yet", e);
      return false;
    }
  }

  /** Why the job has ended, if it has; it should not by itself. */
  public Optional<JobFailedException> ended() {
    if (!result.isDone()) {
      return Optional.empty();
    }
    try {
      JobResult outcome = result.get();
      String ending = outcome.getJobStatus().map(JobStatus::toString).orElse("UNKNOWN");
      return Optional.of(
          outcome
              .getSerializedThrowable()
              .map(cause -> new JobFailedException("The job failed", cause))
              .orElseGet(() -> new JobFailedException("The job is over too early: " + ending)));
    } catch (Exception e) {
      return Optional.of(new JobFailedException("The job ended", e));
    }
  }

  /**
   * Lets the job fire every window with what it has read, publish that, and end.
   *
   * @throws JobFailedException if it does not end well within {@code patience}
   */
  public void drain(Duration patience) throws JobFailedException {
    try {
      within(
          patience,
          cluster.stopWithSavepoint(
              job, savepoints.toUri().toString(), true, SavepointFormatType.NATIVE));
      within(patience, result);
    } catch (Exception e) {
      throw new JobFailedException("The job did not finish its windows", e);
    }
  }

  /** Cancels the job if it still runs and stops the cluster, within some seconds. */
  @Override
  public void close() {
    try {
      if (!result.isDone()) {
        within(CANCEL_TIMEOUT, cluster.cancelJob(job));
        within(CANCEL_TIMEOUT, result);
      }
    } catch (Exception e) {
      LOG.warn("The job was not cancelled in time", e);
    }
    stop(cluster);
  }

  private static void stop(MiniCluster cluster) {
    try {
      within(CLOSE_TIMEOUT, cluster.closeAsync());
    } catch (Exception e) {
      LOG.warn("The cluster was not stopped in time", e);
    }
  }

  private static <T> T within(Duration patience, Future<T> future) throws Exception {
    return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
  }
}
