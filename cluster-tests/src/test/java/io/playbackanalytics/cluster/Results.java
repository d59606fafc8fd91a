package io.playbackanalytics.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.playbackanalytics.kafka.KafkaTopics;
import io.playbackanalytics.oracle.BruteForce;
import io.playbackanalytics.oracle.PublishedQuality;
import java.time.Instant;
import java.util.List;

/** The results of a job, as readers of committed records see them. */
record Results(KafkaTopics topics) {

  /** Waits for results of events after {@code time}. */
  void awaitWindowsAfter(Instant time) {
    topics.readUntil(
        topics.quality(),
        records ->
            PublishedQuality.of(records).records().keySet().stream()
                .anyMatch(key -> key.windowEnd() > time.toEpochMilli()));
  }

  /** Every window is right, and none of its revisions was published twice or left out. */
  void assertEveryWindowOnce(BruteForce oracle) {
    PublishedQuality published = PublishedQuality.of(topics.readAll(topics.quality()));
    assertThat(oracle.wrong(published.last())).isEmpty();
    published
        .records()
        .forEach(
            (key, records) -> {
              for (int i = 0; i < records.size(); i++) {
                JsonNode record = records.get(i);
                assertThat(record.get("revision").asInt()).as("%s", key).isEqualTo(i);
              }
            });
  }

  /** The last record of every window is right. */
  void assertLastIs(BruteForce oracle) {
    PublishedQuality published = PublishedQuality.of(topics.readAll(topics.quality()));
    assertThat(oracle.wrong(published.last())).isEmpty();
  }

  /** No record was rejected or late. */
  void assertNothingSetAside() {
    for (String topic : List.of(topics.late(), topics.rejected())) {
      assertThat(topics.readAll(topic)).as(topic).isEmpty();
    }
  }
}
