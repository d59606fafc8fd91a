package io.playbackanalytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.playbackanalytics.settings.JobSettings;
import java.time.Duration;
import java.util.Arrays;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The job as Flink gets it, before it runs anywhere. */
class KafkaPipelineTest {

  @Test
  void everyOperatorRunsUnderItsFrozenUid() {
    StreamGraph graph = environment(new Configuration()).getStreamGraph(false);
    assertThat(graph.getStreamNodes())
        .extracting(StreamNode::getTransformationUID)
        .doesNotContainNull()
        .containsAll(Arrays.stream(OperatorId.values()).map(OperatorId::uid).toList());
  }

  @Test
  void checkpointsAreTakenEvenIfNobodyAskedForThem() {
    assertThat(checkpointInterval(new Configuration())).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void theClustersCheckpointIntervalIsKept() {
    Configuration configuration = new Configuration();
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMinutes(3));
    assertThat(checkpointInterval(configuration)).isEqualTo(Duration.ofMinutes(3));
  }

  @Test
  void resultsDoNotWaitForFlinksDefaults() {
    StreamExecutionEnvironment env = environment(new Configuration());
    assertThat(env.getConfig().getAutoWatermarkInterval()).isEqualTo(50);
    assertThat(env.getBufferTimeout()).isEqualTo(10);
  }

  @Test
  void theClustersWatermarkIntervalAndBufferTimeoutAreKept() {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ofMillis(700));
    configuration.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ofMillis(300));
    StreamExecutionEnvironment env = environment(configuration);
    assertThat(env.getConfig().getAutoWatermarkInterval()).isEqualTo(700);
    assertThat(env.getBufferTimeout()).isEqualTo(300);
  }

  @Test
  void batchesOfEventsMeetTheirSlicesWithoutANetworkWhateverTheClusterSays() {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.OPERATOR_CHAINING, false);
    assertThat(environment(configuration).isChainingEnabled()).isTrue();
  }

  @Test
  void nothingThatFlinksUiShowsHoldsAKafkaProperty() {
    StreamExecutionEnvironment env =
        environment(
            new Configuration(),
            "--kafka.properties.sasl.jaas.config",
            "x required password=\"s3cret\";");
    assertThat(env.getExecutionPlan()).doesNotContain("s3cret", "jaas");
    assertThat(env.getConfiguration().toString()).doesNotContain("s3cret", "jaas");
    assertThat(env.getConfig().getGlobalJobParameters().toMap()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "at-least-once, committed, true",
    "at-least-once, earliest, true",
    "at-least-once, latest, false",
    "exactly-once, committed, false",
    "exactly-once, earliest, false",
    "exactly-once, 2026-03-01T00:00:00Z, true"
  })
  void everyDeliveryAndStartCanBeBuilt(String delivery, String start, boolean bounded) {
    assertThat(
            environment(
                    new Configuration(),
                    "--sink.delivery=" + delivery,
                    "--events.start=" + start,
                    "--events.bounded=" + bounded)
                .getStreamGraph(false)
                .getStreamNodes())
        .isNotEmpty();
  }

  private static Duration checkpointInterval(Configuration configuration) {
    return Duration.ofMillis(
        environment(configuration).getCheckpointConfig().getCheckpointInterval());
  }

  private static StreamExecutionEnvironment environment(
      Configuration configuration, String... arguments) {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    KafkaPipeline.of(JobSettings.parse(arguments)).addTo(env);
    return env;
  }
}
