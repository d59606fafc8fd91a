package io.playbackanalytics;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playbackanalytics.broker.EmbeddedBroker;
import io.playbackanalytics.settings.JobSettings;
import io.playbackanalytics.settings.SettingsException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a start finds out from a real broker before it starts. */
class TopicCheckIT {

  private static final List<String> TOPICS =
      List.of(
          "playback-events",
          "playback-quality",
          "playback-plays",
          "playback-events-rejected",
          "playback-events-late");

  private static final Map<String, String> LARGER = Map.of("max.message.bytes", "20000000");

  @Test
  void everyTopicHasToBeThere() {
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      for (String topic : TOPICS) {
        assertThatThrownBy(() -> check(broker.bootstrapServers()))
            .isInstanceOf(SettingsException.class)
            .hasMessageContaining("=" + topic + ": there is no such topic at 127.0.0.1:");
        broker.createTopic(topic, 1, topic.equals("playback-events") ? Map.of() : LARGER);
      }
      assertThatCode(() -> check(broker.bootstrapServers())).doesNotThrowAnyException();
    }
  }

  /** What is off needs no topic. */
  @Test
  void playsNeedATopicOnlyIfTheyAreMeasured() {
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      for (String topic : TOPICS) {
        if (!topic.equals("playback-plays")) {
          broker.createTopic(topic, 1, topic.equals("playback-events") ? Map.of() : LARGER);
        }
      }
      assertThatThrownBy(() -> check(broker.bootstrapServers()))
          .hasMessageContaining("plays.topic=playback-plays: there is no such topic");
      assertThatCode(() -> check(broker.bootstrapServers(), "--measures", "quality"))
          .doesNotThrowAnyException();
    }
  }

  /** A record that does not fit would fail the job, over and over. */
  @Test
  void whatIsHandedOnMustFitWithKeyAndHeaders() {
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      for (String topic : TOPICS) {
        boolean small = topic.equals("playback-events-late");
        broker.createTopic(topic, 1, small ? Map.of("max.message.bytes", "1048588") : LARGER);
      }
      assertThatThrownBy(() -> check(broker.bootstrapServers()))
          .isInstanceOf(SettingsException.class)
          .hasMessage(
              "late.topic=playback-events-late: its max.message.bytes=1048588 is too small for an "
                  + "event of events.max-bytes=1048576 with key and headers: at least 1118208");
      assertThatCode(() -> check(broker.bootstrapServers(), "--events.max-bytes", "900000"))
          .doesNotThrowAnyException();
    }
  }

  /** The first rejected record without a key would fail the job, over and over. */
  @ParameterizedTest
  @CsvSource({
    "playback-quality,quality.topic,compact",
    "playback-plays,plays.topic,compact",
    "playback-events-rejected,rejected.topic,'compact,delete'",
    "playback-events-late,late.topic,compact"
  })
  void noTopicThatIsWrittenMayBeCompacted(String compacted, String setting, String policy) {
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      for (String topic : TOPICS) {
        Map<String, String> config = new HashMap<>(LARGER);
        if (topic.equals(compacted)) {
          config.put("cleanup.policy", policy);
        }
        broker.createTopic(topic, 1, config);
      }
      assertThatThrownBy(() -> check(broker.bootstrapServers()))
          .isInstanceOf(SettingsException.class)
          .hasMessageStartingWith(
              setting + "=" + compacted + ": its cleanup.policy=" + policy + " must be delete: ");
    }
  }

  @Test
  void theJobsTransactionsMayBeOpenForAsLongAsTheBrokersGrant() {
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      TOPICS.forEach(topic -> broker.createTopic(topic, 1, LARGER));
      String[] exactlyOnce = {"--sink.delivery", "exactly-once"};
      assertThatCode(() -> check(broker.bootstrapServers(), exactlyOnce))
          .doesNotThrowAnyException();
      String longer = "--kafka.properties.transaction.timeout.ms=900001";
      assertThatCode(() -> check(broker.bootstrapServers(), longer)).doesNotThrowAnyException();
      assertThatThrownBy(
              () -> check(broker.bootstrapServers(), exactlyOnce[0], exactlyOnce[1], longer))
          .isInstanceOf(SettingsException.class)
          .hasMessage(
              "sink.delivery=exactly-once: the brokers' transaction.max.timeout.ms=900000 is less"
                  + " than the job's transaction.timeout.ms=900001: raise theirs or set"
                  + " kafka.properties.transaction.timeout.ms");
    }
  }

  @Test
  void aClientThatCannotBeMadeIsNamedWithoutItsSecrets() {
    assertThatThrownBy(
            () ->
                check(
                    "127.0.0.1:9092",
                    "--kafka.properties.security.protocol",
                    "SASL_PLAINTEXT",
                    "--kafka.properties.sasl.mechanism",
                    "PLAIN",
                    "--kafka.properties.sasl.jaas.config",
                    "of s3cret"))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("kafka.properties: ")
        .hasMessageContaining("JAAS")
        .message()
        .doesNotContain("s3cret", "\n");
  }

  /** Nobody but a running task would notice. */
  @ParameterizedTest
  @CsvSource({"max.poll.records,many", "linger.ms,-5", "security.protocol,BANANA"})
  void aPropertyOfAnyClientThatIsWrongIsNamed(String property, String value) {
    assertThatThrownBy(
            () -> check("127.0.0.1:9092", "--kafka.properties." + property + "=" + value))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("kafka.properties: Invalid value " + value)
        .hasMessageContaining(property);
  }

  @Test
  void aBrokerThatIsAwayIsNoMistake() throws IOException {
    int nobody;
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = probe.getLocalPort();
    }
    assertThatCode(() -> check("127.0.0.1:" + nobody)).doesNotThrowAnyException();
  }

  private static void check(String bootstrapServers, String... more) throws InterruptedException {
    String[] arguments = new String[more.length + 2];
    arguments[0] = "--kafka.bootstrap-servers";
    arguments[1] = bootstrapServers;
    System.arraycopy(more, 0, arguments, 2, more.length);
    TopicCheck.of(JobSettings.parse(arguments));
  }
}
