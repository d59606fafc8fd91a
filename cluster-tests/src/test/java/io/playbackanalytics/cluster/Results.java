package io.playbackanalytics.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.playbackanalytics.kafka.KafkaTopics;
import io.playbackanalytics.oracle.BruteForce;
import io.playbackanalytics.oracle.ExactJson;
import io.playbackanalytics.oracle.PublishedQuality;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The results of a job, as readers of committed records see them. */
record Results(KafkaTopics topics) {

  /** Waits for results of events that come from now on. */
  void awaitNewWindows() {
    awaitNewWindows(record -> true);
  }

  /** As {@link #awaitNewWindows()}, but for one that is wanted. */
  void awaitNewWindows(Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
    long now = System.currentTimeMillis();
    topics.awaitNew(topics.quality(), record -> wanted.test(record) && windowEnd(record) > now);
  }

  private static long windowEnd(ConsumerRecord<byte[], byte[]> record) {
    return ExactJson.read(record.value()).get("window_end").asLong();
  }

  /** Every window is right, and none of its revisions was published twice. */
  void assertEveryWindowOnce(BruteForce oracle) {
    PublishedQuality published = PublishedQuality.of(topics.readAll(topics.quality()));
    assertThat(oracle.wrong(published.counting())).isEmpty();
    published.records().forEach(PublishedQuality::assertRevisionsGrow);
  }

  /** Of every window the record that counts is right. */
  void assertCounting(BruteForce oracle) {
    PublishedQuality published = PublishedQuality.of(topics.readAll(topics.quality()));
    assertThat(oracle.wrong(published.counting())).isEmpty();
  }

  /** No record was rejected or late. */
  void assertNothingSetAside() {
    for (String topic : List.of(topics.late(), topics.rejected())) {
      assertThat(topics.readAll(topic)).as(topic).isEmpty();
    }
  }
}
