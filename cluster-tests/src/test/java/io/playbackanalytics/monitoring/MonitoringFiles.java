package io.playbackanalytics.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import io.playbackanalytics.project.ProjectFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files in {@code monitoring/}: rules, their tests and what Alertmanager does with alerts. */
public final class MonitoringFiles {

  private MonitoringFiles() {}

  /**
   * An alert as its rule says it.
   *
   * @param duration how long it has to hold, {@code for}; empty when that is missing
   */
  record Alert(
      String name,
      String expression,
      String duration,
      Map<String, String> labels,
      Map<String, String> annotations) {}

  /** One {@code alert_rule_test} of a promtool test. */
  record AlertTest(String alert, boolean withData, boolean fires) {}

  public static List<Path> ruleFiles() {
    return yamlFiles("rules");
  }

  static List<Path> testFiles() {
    return yamlFiles("tests");
  }

  static List<Alert> alerts() {
    List<Alert> alerts = new ArrayList<>();
    for (JsonNode rule : rules()) {
      if (rule.has("alert")) {
        alerts.add(
            new Alert(
                rule.path("alert").asText(),
                rule.path("expr").asText(),
                rule.path("for").asText(),
                texts(rule.path("labels")),
                texts(rule.path("annotations"))));
      }
    }
    return alerts;
  }

  public static Set<String> alertNames() {
    return alerts().stream().map(Alert::name).collect(Collectors.toSet());
  }

  /** The names that recording rules give. */
  static Set<String> recordedNames() {
    Set<String> names = new TreeSet<>();
    for (JsonNode rule : rules()) {
      if (rule.has("record")) {
        names.add(rule.path("record").asText());
      }
    }
    return names;
  }

  static List<AlertTest> alertTests() {
    List<AlertTest> tests = new ArrayList<>();
    for (Path file : testFiles()) {
      for (JsonNode test : ProjectFiles.yaml(file.toString()).path("tests")) {
        for (JsonNode alert : test.path("alert_rule_test")) {
          tests.add(
              new AlertTest(
                  alert.path("alertname").asText(),
                  !test.path("input_series").isEmpty(),
                  !alert.path("exp_alerts").isEmpty()));
        }
      }
    }
    return tests;
  }

  /** A file of {@code monitoring/}. */
  static Path file(String path) {
    return ProjectFiles.file("monitoring/" + path);
  }

  /** Every recording and alerting rule. */
  public static List<JsonNode> rules() {
    List<JsonNode> rules = new ArrayList<>();
    for (Path file : ruleFiles()) {
      for (JsonNode group : ProjectFiles.yaml(file.toString()).path("groups")) {
        group.path("rules").forEach(rules::add);
      }
    }
    return rules;
  }

  private static List<Path> yamlFiles(String folder) {
    try (Stream<Path> files = Files.list(file(folder))) {
      return files.filter(file -> file.toString().endsWith(".yml")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new LinkedHashMap<>();
    object.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
    return texts;
  }
}
