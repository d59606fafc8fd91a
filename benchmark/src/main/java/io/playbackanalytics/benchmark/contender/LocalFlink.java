package io.playbackanalytics.benchmark.contender;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.minicluster.MiniClusterJobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/**
 * A mini cluster in this JVM, the same for every contender on Flink. It keeps state and takes
 * checkpoints as the configuration that is shipped with the job says.
 */
final class LocalFlink implements AutoCloseable {

  private static final String HOST = "127.0.0.1";
  private static final String STATE_BACKEND = "hashmap";
  private static final Duration MIN_PAUSE = Duration.ofSeconds(2);

  private final MiniCluster cluster;
  private final Configuration configuration;

  private LocalFlink(MiniCluster cluster, Configuration configuration) {
    this.cluster = cluster;
    this.configuration = configuration;
  }

  static LocalFlink start(int parallelism, Path folder) throws Exception {
    Configuration flink = new Configuration();
    flink.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
    flink.set(CoreOptions.TMP_DIRS, folder.toString());
    flink.set(JobManagerOptions.ADDRESS, HOST);
    flink.set(JobManagerOptions.BIND_HOST, HOST);
    flink.set(TaskManagerOptions.HOST, HOST);
    flink.set(TaskManagerOptions.BIND_HOST, HOST);
    flink.set(RestOptions.ADDRESS, HOST);
    flink.set(RestOptions.BIND_ADDRESS, HOST);
    flink.set(RestOptions.BIND_PORT, "0");
    flink.set(DeploymentOptions.ATTACHED, true);
    flink.set(PipelineOptions.OBJECT_REUSE, true);
    flink.set(StateBackendOptions.STATE_BACKEND, STATE_BACKEND);
    flink.set(CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS, MIN_PAUSE);
    flink.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
        folder.resolve("checkpoints").toUri().toString());
    // A failure must end the run, not lengthen it.
    flink.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(flink)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(parallelism)
                .build());
    cluster.start();
    return new LocalFlink(cluster, flink);
  }

  /** An environment whose jobs run on this cluster. */
  StreamExecutionEnvironment environment(Settings settings) {
    Configuration forJob = new Configuration(configuration);
    forJob.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, settings.checkpoints());
    return new Environment(cluster, forJob);
  }

  /** Makes this cluster the one that programs get when they ask for an environment. */
  void becomeContext(Settings settings) {
    Environment.install(this, settings);
  }

  @Override
  public void close() throws Exception {
    cluster.close();
  }

  /** Submits to a cluster that runs already. */
  private static final class Environment extends StreamExecutionEnvironment {

    private final MiniCluster cluster;

    Environment(MiniCluster cluster, Configuration configuration) {
      super(configuration);
      this.cluster = cluster;
    }

    static void install(LocalFlink flink, Settings settings) {
      initializeContextEnvironment(ignored -> flink.environment(settings));
    }

    @Override
    public JobClient executeAsync(StreamGraph graph) throws Exception {
      return new MiniClusterJobClient(
          cluster.submitJob(graph.getJobGraph()).get().getJobID(),
          cluster,
          Thread.currentThread().getContextClassLoader(),
          MiniClusterJobClient.JobFinalizationBehavior.NOTHING);
    }
  }
}
