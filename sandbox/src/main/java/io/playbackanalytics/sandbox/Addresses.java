package io.playbackanalytics.sandbox;

import io.playbackanalytics.settings.JobSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** Where everything of a running demo can be found. */
record Addresses(Ports ports, JobSettings settings, Path log) {

  URI metrics() {
    return URI.create("http://localhost:" + ports.metrics() + "/metrics");
  }

  List<String> lines() {
    return List.of(
        line("Flink UI", "http://localhost:" + ports.web()),
        line("Metrics", metrics().toString()),
        line("Kafka", settings.bootstrapServers()),
        line("  events", settings.eventsTopic()),
        line("  quality", settings.qualityTopic()),
        line("  plays", settings.plays().topic()),
        line("  rejected", settings.rejectedTopic()),
        line("  late", settings.lateTopic()),
        line("Log", log.toString()));
  }

  private static String line(String name, String value) {
    return "%-11s %s".formatted(name, value);
  }
}
