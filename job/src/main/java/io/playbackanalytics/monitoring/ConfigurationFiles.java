package io.playbackanalytics.monitoring;

import io.playbackanalytics.event.CohortDefinition;
import io.playbackanalytics.measure.total.Measures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The files that depend on what the job measures, and of which cohorts: recording rules, alerts and
 * dashboards.
 *
 * @param texts by path, with {@code /} in it, the whole file; the same for the same settings
 */
public record ConfigurationFiles(Map<String, String> texts) {

  public ConfigurationFiles {
    texts = Map.copyOf(texts);
  }

  /** For a job of these cohorts and measures. */
  public static ConfigurationFiles of(List<CohortDefinition> cohorts, Measures measures) {
    Map<String, String> texts = new TreeMap<>();
    String alerts = RuleTemplate.of("alerts.yml").fill(cohorts);
    AlertNames names = AlertNames.in(alerts);
    texts.put("rules/playback.yml", RuleTemplate.of("playback.yml").fill(cohorts));
    texts.put("rules/alerts.yml", alerts);
    texts.put(
        "grafana/dashboards/%s.json".formatted(QualityDashboard.UID),
        ReadableJson.of(QualityDashboard.json(cohorts, measures, names)));
    texts.put(
        "grafana/dashboards/%s.json".formatted(HealthDashboard.UID),
        ReadableJson.of(HealthDashboard.json(names)));
    return new ConfigurationFiles(texts);
  }

  /**
   * Writes them over what is there under these names.
   *
   * @return what was written, in the order of the paths
   */
  public List<Path> writeTo(Path folder) throws IOException {
    Map<Path, String> files = new TreeMap<>();
    texts.forEach((path, text) -> files.put(folder.resolve(path), text));
    for (Map.Entry<Path, String> file : files.entrySet()) {
      Files.createDirectories(file.getKey().getParent());
      Files.writeString(file.getKey(), file.getValue());
    }
    return List.copyOf(files.keySet());
  }
}
