package io.playbackanalytics.benchmark.suite;

import io.playbackanalytics.benchmark.contender.ContenderKind;
import io.playbackanalytics.benchmark.contender.Settings.Cohorts;
import io.playbackanalytics.benchmark.gate.Gate;
import io.playbackanalytics.benchmark.gate.Sums;
import io.playbackanalytics.benchmark.gate.WindowKey;
import io.playbackanalytics.benchmark.topic.TopicRecipe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compares the windows of one round: those of the same topic and settings have to be equal. */
final class Verdict {

  /** What decides which windows there are. */
  private record Question(TopicRecipe topic, Duration window, Duration slide, Cohorts cohorts) {

    static Question of(Scenario scenario) {
      return new Question(
          scenario.topic(),
          scenario.settings().window(),
          scenario.settings().slide(),
          scenario.settings().cohorts());
    }
  }

  private record Answer(Scenario scenario, Map<WindowKey, Sums> windows) {}

  private final Map<Question, List<Answer>> answers = new LinkedHashMap<>();

  void add(Scenario scenario, Map<WindowKey, Sums> windows) {
    answers
        .computeIfAbsent(Question.of(scenario), unused -> new ArrayList<>())
        .add(new Answer(scenario, windows));
  }

  /** What differs from this job's windows, or from the first ones if the job did not run. */
  List<String> differences() {
    List<String> lines = new ArrayList<>();
    for (List<Answer> same : answers.values()) {
      Answer right =
          same.stream()
              .filter(answer -> answer.scenario().kind() == ContenderKind.PLAYBACK_ANALYTICS)
              .findFirst()
              .orElse(same.get(0));
      for (Answer answer : same) {
        for (String line : Gate.differences(right.windows(), answer.windows())) {
          lines.add(
              "%s against %s: %s"
                  .formatted(answer.scenario().name(), right.scenario().name(), line));
        }
      }
    }
    return lines;
  }
}
