package io.playbackanalytics.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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

  /** The sums of the last record of every cohort and window. */
  public Map<BruteForce.Key, BruteForce.Sums> last() {
    Map<BruteForce.Key, BruteForce.Sums> last = new HashMap<>();
    records.forEach((key, values) -> last.put(key, sums(values.get(values.size() - 1))));
    return last;
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
