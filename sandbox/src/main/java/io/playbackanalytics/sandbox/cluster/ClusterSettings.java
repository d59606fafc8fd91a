package io.playbackanalytics.sandbox.cluster;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.metrics.prometheus.PrometheusReporterFactory;

/**
 * What the mini cluster is told.
 *
 * @param webPort of the web UI, on 127.0.0.1
 * @param metricsPort of the Prometheus reporter, which listens on every interface
 * @param folder what is written goes below it
 * @param lastingMetrics whether the job's metrics stay where they are when it ends
 */
public record ClusterSettings(int webPort, int metricsPort, Path folder, boolean lastingMetrics) {

  static final int PARALLELISM = 2;

  private static final String HOST = "127.0.0.1";
  private static final String STATE_BACKEND = "hashmap";
  private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(2);
  private static final String REPORTER = "metrics.reporter.prometheus.";

  Path savepoints() {
    return folder.resolve("savepoints");
  }

  Configuration asConfiguration() {
    Configuration flink = new Configuration();
    flink.set(CoreOptions.DEFAULT_PARALLELISM, PARALLELISM);
    flink.set(CoreOptions.TMP_DIRS, folder.toString());
    flink.set(BlobServerOptions.STORAGE_DIRECTORY, folder.resolve("blobs").toString());
    flink.set(JobManagerOptions.ADDRESS, HOST);
    flink.set(JobManagerOptions.BIND_HOST, HOST);
    flink.set(TaskManagerOptions.HOST, HOST);
    flink.set(TaskManagerOptions.BIND_HOST, HOST);

    flink.set(RestOptions.ADDRESS, HOST);
    flink.set(RestOptions.BIND_ADDRESS, HOST);
    flink.set(RestOptions.PORT, webPort);
    flink.set(RestOptions.BIND_PORT, Integer.toString(webPort));
    flink.set(WebOptions.TMP_DIR, folder.toString());
    flink.set(WebOptions.SUBMIT_ENABLE, false);

    flink.set(StateBackendOptions.STATE_BACKEND, STATE_BACKEND);
    flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, CHECKPOINT_INTERVAL);
    flink.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
        folder.resolve("checkpoints").toUri().toString());
    // A restart would hide what went wrong: whoever tries the job out should see it.
    flink.set(RestartStrategyOptions.RESTART_STRATEGY, "none");

    flink.set(MetricOptions.REPORTERS_LIST, "prometheus");
    flink.setString(
        REPORTER + "factory.class",
        lastingMetrics
            ? LastingMetrics.class.getName()
            : PrometheusReporterFactory.class.getName());
    flink.setString(REPORTER + "port", Integer.toString(metricsPort));
    // Otherwise music-android would become musicandroid.
    flink.setString(REPORTER + "filterLabelValueCharacters", "false");
    // Identifiers that change with every run, and hosts of which there is only one.
    flink.setString(
        REPORTER + "scope.variables.excludes",
        "host;tm_id;job_id;task_id;task_attempt_id;task_attempt_num;operator_id");
    return flink;
  }
}
