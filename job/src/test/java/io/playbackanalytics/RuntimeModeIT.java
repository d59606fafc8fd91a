package io.playbackanalytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.playbackanalytics.kafka.Clusters;
import io.playbackanalytics.kafka.EventWriter;
import io.playbackanalytics.kafka.KafkaTopics;
import io.playbackanalytics.kafka.RunningBroker;
import io.playbackanalytics.kafka.RunningJob;
import io.playbackanalytics.oracle.BruteForce;
import io.playbackanalytics.oracle.PublishedQuality;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A cluster's default for the runtime mode changes no window of a bounded run. */
class RuntimeModeIT {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  /** Events of the windows that start so many seconds after {@link #START}. */
  private static final Map<Long, Long> EXPECTED = expected();

  @RegisterExtension static final RunningBroker BROKER = new RunningBroker();

  @RegisterExtension static final MiniClusterExtension CLUSTER = Clusters.withSlots(1);

  @ParameterizedTest
  @EnumSource(RuntimeExecutionMode.class)
  void everyWindowFiresOnce(RuntimeExecutionMode mode) throws Exception {
    KafkaTopics topics = BROKER.topics("mode-" + mode.name().toLowerCase(Locale.ROOT), 1);
    try (EventWriter writer = topics.writer()) {
      for (int second : new int[] {0, 3, 60}) {
        writer.write(0, null, event(START.plusSeconds(second)));
      }
    }
    Configuration cluster = new Configuration();
    cluster.set(ExecutionOptions.RUNTIME_MODE, mode);
    try (RunningJob job =
        RunningJob.start(
            1, cluster, topics.arguments("--events.bounded", "true", "--cohorts", "app"))) {
      job.awaitFinished();
    }
    PublishedQuality published = PublishedQuality.of(topics.readAll(topics.quality()));
    assertThat(published.records().values()).allMatch(records -> records.size() == 1);
    assertThat(eventsByStart(published.counting())).isEqualTo(EXPECTED);
  }

  private static Map<Long, Long> expected() {
    Map<Long, Long> expected = new LinkedHashMap<>();
    long[] first = {1, 1, 1, 2, 2, 1, 1, 1, 0};
    for (int i = 0; i < first.length; i++) {
      expected.put(i - 4L, first[i]);
    }
    for (long start = 56; start <= 60; start++) {
      expected.put(start, 1L);
    }
    expected.put(61L, 0L);
    return expected;
  }

  private static Map<Long, Long> eventsByStart(Map<BruteForce.Key, BruteForce.Sums> windows) {
    Map<Long, Long> events = new TreeMap<>();
    windows.forEach(
        (key, sums) ->
            events.put((key.windowEnd() - START.toEpochMilli()) / 1000 - 5, sums.events()));
    return events;
  }

  private static byte[] event(Instant time) {
    return String.format(
            "{\"event_type\":\"HEARTBEAT\",\"app_id\":\"g\",\"session_id\":\"s1\","
                + "\"timestamp\":%d,\"play_ms\":1000}",
            time.toEpochMilli())
        .getBytes(StandardCharsets.UTF_8);
  }
}
