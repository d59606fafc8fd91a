package io.playbackanalytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.playbackanalytics.broker.EmbeddedBroker;
import io.playbackanalytics.kafka.Clusters;
import io.playbackanalytics.kafka.KafkaTopics;
import io.playbackanalytics.kafka.PrometheusPage;
import io.playbackanalytics.kafka.RunningJob;
import io.playbackanalytics.process.FreePorts;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What is told of brokers that do not answer while the job runs as if nothing was the matter. */
class BrokerSilenceIT {

  private static final PrometheusPage PAGE = PrometheusPage.onFreePort();
  private static final int PARTITIONS = 1;

  /** One more than there are partitions. */
  private static final int PARALLELISM = 2;

  @RegisterExtension
  static final MiniClusterExtension CLUSTER = Clusters.withSlots(PARALLELISM, PAGE);

  @TempDir Path savepoints;

  @Test
  void howLongNoBrokerHasAnsweredGrowsWhereNoneEverDidAndWhereTheyAreGone() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      KafkaTopics topics = new KafkaTopics(broker.bootstrapServers(), "silent", PARTITIONS);
      String savepoint;
      try (RunningJob job = RunningJob.start(PARALLELISM, topics.arguments())) {
        awaitAnswers();
        savepoint = job.stop(savepoints);
      }
      String nobody = "127.0.0.1:" + FreePorts.one();
      try (RunningJob job =
          resume(savepoint, topics.arguments("--kafka.bootstrap-servers", nobody))) {
        awaitSilence();
        assertThat(job.isRunning()).isTrue();
      }
      try (RunningJob job = resume(savepoint, topics.arguments())) {
        awaitAnswers();
        broker.close();
        awaitSilence();
        assertThat(job.isRunning()).isTrue();
      }
    }
  }

  private static RunningJob resume(String savepoint, String[] arguments) throws Exception {
    Configuration recovery = new Configuration();
    recovery.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    return RunningJob.start(PARALLELISM, recovery, arguments);
  }

  /** The broker answers twice a second, also where nothing is to be read. */
  private static void awaitAnswers() throws Exception {
    await(0, 1);
  }

  private static void awaitSilence() throws Exception {
    await(5, 60);
  }

  private static void await(double least, double most) throws Exception {
    PAGE.await(
        "playback_seconds_since_broker_answered",
        samples -> {
          List<Double> known =
              samples.stream()
                  .map(PrometheusPage.Sample::value)
                  .filter(seconds -> !seconds.isNaN())
                  .toList();
          return samples.size() == PARALLELISM
              && known.size() == PARTITIONS
              && known.get(0) >= least
              && known.get(0) <= most;
        });
  }
}
