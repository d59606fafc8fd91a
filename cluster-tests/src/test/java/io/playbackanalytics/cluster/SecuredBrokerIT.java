package io.playbackanalytics.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playbackanalytics.kafka.KafkaTopics;
import io.playbackanalytics.process.FlinkCluster;
import io.playbackanalytics.process.KafkaLogin;
import io.playbackanalytics.process.KafkaProcess;
import io.playbackanalytics.process.LiveEvents;
import io.playbackanalytics.process.Workplace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.Test;

/**
 * A broker that wants TLS and a login: the job runs with the right ones, wrong ones end its start
 * with a line that says so, and no secret is seen anywhere.
 */
class SecuredBrokerIT {

  private static final long SEED = 20261123;
  private static final int PARTITIONS = 2;
  private static final int PARALLELISM = 2;
  private static final int EVENTS_PER_SECOND = 200;
  private static final String PASSWORD = "play-s3cret";
  private static final String WRONG_PASSWORD = "pley-s3cret";

  @Test
  void theJobLogsInOrSaysWhyNot() throws Exception {
    Path folder = Workplace.of(SecuredBrokerIT.class);
    KafkaLogin login = KafkaLogin.create(folder, PASSWORD);
    try (KafkaProcess kafka = KafkaProcess.start(folder, login);
        FlinkCluster flink = FlinkCluster.start(folder, 1, Map.of())) {
      KafkaTopics topics = new KafkaTopics(kafka.bootstrapServers(), "secured", PARTITIONS);

      assertThatThrownBy(() -> run(flink, topics, login.jobArguments(WRONG_PASSWORD)))
          .hasMessageContaining("kafka.properties.*: no login at " + login.bootstrapServers());

      String job = run(flink, topics, login.jobArguments(PASSWORD));
      flink.rest().awaitRunning(job, PARALLELISM);
      try (LiveEvents players = LiveEvents.start(topics, PARTITIONS, EVENTS_PER_SECOND, SEED)) {
        new Results(topics).awaitNewWindows();
      }
      List<String> seen = new ArrayList<>(flink.log().toList());
      seen.addAll(flink.rest().pages(job));
      flink.rest().cancel(job);

      kafka.deny(topics.quality(), AclOperation.WRITE);
      assertThatThrownBy(() -> run(flink, topics, login.jobArguments(PASSWORD)))
          .hasMessageContaining(
              "quality.topic=" + topics.quality() + ": the broker does not allow WRITE")
          .satisfies(e -> seen.add(e.getMessage()));
      seen.addAll(flink.log().toList());

      assertThat(seen).isNotEmpty();
      for (String secret : login.secrets()) {
        assertThat(seen).noneMatch(line -> line.contains(secret));
      }
      assertThat(seen).noneMatch(line -> line.contains(WRONG_PASSWORD));
    }
  }

  private static String run(FlinkCluster flink, KafkaTopics topics, List<String> login) {
    List<String> arguments = new ArrayList<>(List.of(topics.arguments()));
    // The last one counts: the login's listener instead of the open one.
    arguments.addAll(login);
    return flink.submit(PARALLELISM, Optional.empty(), arguments);
  }
}
