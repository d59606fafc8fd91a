package io.playbackanalytics.kafka;

import io.playbackanalytics.KafkaPipeline;
import io.playbackanalytics.settings.JobSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The whole job on the mini cluster that the test has registered; cancelled when closed. */
public final class RunningJob implements AutoCloseable {

  private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final JobClient client;

  private RunningJob(JobClient client) {
    this.client = client;
  }

  /** Starts the job with a checkpoint each second. */
  public static RunningJob start(int parallelism, String... arguments) throws Exception {
    return start(parallelism, new Configuration(), arguments);
  }

  /** Starts the job with a checkpoint each second, unless {@code configuration} says otherwise. */
  public static RunningJob start(int parallelism, Configuration configuration, String... arguments)
      throws Exception {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    env.setParallelism(parallelism);
    env.enableCheckpointing(
        configuration
            .getOptional(CheckpointingOptions.CHECKPOINTING_INTERVAL)
            .orElse(CHECKPOINT_INTERVAL)
            .toMillis());
    KafkaPipeline.of(JobSettings.parse(arguments)).addTo(env);
    return new RunningJob(env.executeAsync("playback-analytics"));
  }

  /** Waits until the job has finished by itself; fails if the job does. */
  public void awaitFinished() throws Exception {
    client.getJobExecutionResult().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /** Ends the stream: every window fires, and the job finishes. */
  public void drain(Path savepoints) throws Exception {
    client
        .stopWithSavepoint(true, savepoints.toUri().toString(), SavepointFormatType.CANONICAL)
        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    awaitFinished();
  }

  /** Stops without firing anything; returns the savepoint to go on from. */
  public String stop(Path savepoints) throws Exception {
    String savepoint =
        client
            .stopWithSavepoint(false, savepoints.toUri().toString(), SavepointFormatType.CANONICAL)
            .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    awaitFinished();
    return savepoint;
  }

  public boolean isRunning() throws Exception {
    return client.getJobStatus().get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
        == org.apache.flink.api.common.JobStatus.RUNNING;
  }

  @Override
  public void close() throws Exception {
    if (!client.getJobStatus().get(PATIENCE.toSeconds(), TimeUnit.SECONDS).isTerminalState()) {
      client.cancel().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
  }
}
