package io.playbackanalytics.oracle;

import static java.util.Comparator.comparingLong;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The quality topic as a dashboard sees it: of each cohort and window the records in order. */
public final class PublishedQuality {

  private final Map<BruteForce.Key, List<JsonNode>> records = new HashMap<>();

  /** Reads quality records in the order of their offsets. */
  public static PublishedQuality of(List<ConsumerRecord<byte[], byte[]>> records) {
    PublishedQuality published = new PublishedQuality();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      JsonNode value = ExactJson.read(record.value());
      String cohort = new String(record.key(), StandardCharsets.UTF_8);
      published
          .records
          .computeIfAbsent(
              new BruteForce.Key(cohort, value.get("window_end").asLong()),
              key -> new ArrayList<>())
          .add(value);
    }
    return published;
  }

  /** The records of every cohort and window. */
  public Map<BruteForce.Key, List<JsonNode>> records() {
    return records;
  }

  /** The sums of the record that counts of every cohort and window: the highest revision. */
  public Map<BruteForce.Key, BruteForce.Sums> counting() {
    Map<BruteForce.Key, BruteForce.Sums> counting = new HashMap<>();
    records.forEach(
        (key, values) ->
            counting.put(
                key, sums(Collections.max(values, comparingLong(PublishedQuality::revision)))));
    return counting;
  }

  /** No record comes twice, and none comes behind one that replaces it. */
  public static void assertRevisionsGrow(BruteForce.Key key, List<JsonNode> records) {
    assertThat(records)
        .as("records of %s", key)
        .extracting(PublishedQuality::revision)
        .isSortedAccordingTo(Long::compare)
        .doesNotHaveDuplicates();
  }

  private static long revision(JsonNode record) {
    return record.get("revision").longValue();
  }

  private static BruteForce.Sums sums(JsonNode value) {
    return new BruteForce.Sums(
        value.get("events").asLong(),
        value.get("decode_attempts").asLong(),
        value.get("decode_failures").asLong(),
        value.get("play_ms").asLong(),
        value.get("stall_ms").asLong());
  }
}
