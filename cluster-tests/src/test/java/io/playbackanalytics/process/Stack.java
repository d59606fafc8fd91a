package io.playbackanalytics.process;

import io.playbackanalytics.project.ProjectFiles;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All of what {@code docker-compose.yml} runs that is to be had without containers: Kafka, a Flink
 * cluster, Prometheus, Alertmanager and Pushgateway, wired with the project's own files.
 */
public final class Stack implements AutoCloseable {

  private static final int TASK_MANAGERS = 2;

  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final KafkaProcess kafka;
  private final FlinkCluster flink;
  private final PrometheusProcess prometheus;

  private Stack(Path folder, Map<String, String> flinkSettings) {
    try {
      kafka = closing(KafkaProcess.start(folder));
      flink = closing(FlinkCluster.start(folder, TASK_MANAGERS, flinkSettings));
      PushgatewayProcess pushgateway = closing(PushgatewayProcess.start(folder));
      AlertmanagerProcess alertmanager =
          closing(
              AlertmanagerProcess.start(folder, ProjectFiles.file("monitoring/alertmanager.yml")));
      Map<String, String> addresses = new HashMap<>(flink.composeAddresses());
      addresses.put("pushgateway:9091", pushgateway.address());
      addresses.put("alertmanager:9093", alertmanager.address());
      prometheus = closing(PrometheusProcess.start(folder, addresses));
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  public static Stack start(Path folder, Map<String, String> flinkSettings) {
    return new Stack(folder, flinkSettings);
  }

  public KafkaProcess kafka() {
    return kafka;
  }

  public FlinkCluster flink() {
    return flink;
  }

  public PrometheusProcess prometheus() {
    return prometheus;
  }

  /** Submits the job over REST with the parallelism of {@code config.yaml}; returns its id. */
  public String submit(Optional<String> savepoint, String... arguments) {
    int parallelism = FlinkCluster.configuredParallelism();
    String job = flink.submit(parallelism, savepoint, List.of(arguments));
    flink.rest().awaitRunning(job, parallelism);
    return job;
  }

  private <T extends AutoCloseable> T closing(T process) {
    started.push(process);
    return process;
  }

  @Override
  public void close() {
    while (!started.isEmpty()) {
      try {
        started.pop().close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
