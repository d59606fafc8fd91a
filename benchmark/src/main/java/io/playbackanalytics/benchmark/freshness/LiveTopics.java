package io.playbackanalytics.benchmark.freshness;

import io.playbackanalytics.benchmark.broker.TopicReader;
import io.playbackanalytics.broker.Topics;
import java.util.List;
import java.util.Map;

/** The topics of one contender, on a broker that is its own as well. */
record LiveTopics(String bootstrapServers) {

  /** Of each topic. */
  static final int PARTITIONS = 4;

  String events() {
    return "events";
  }

  String results() {
    return "results";
  }

  /** Where this job puts what it does not aggregate, by the names that a task gives. */
  private List<String> unwanted() {
    return List.of(results() + "-rejected", results() + "-late");
  }

  void create() {
    for (String topic : List.of(events(), results(), results() + "-plays")) {
      Topics.create(bootstrapServers, topic, PARTITIONS, Map.of());
    }
    for (String topic : unwanted()) {
      Topics.create(bootstrapServers, topic, PARTITIONS, Topics.WITH_ROOM_FOR_HEADERS);
    }
  }

  /** How many events were not aggregated, as far as the contender says so. */
  long refused() {
    return unwanted().stream()
        .mapToLong(topic -> new TopicReader(bootstrapServers, topic).records())
        .sum();
  }
}
