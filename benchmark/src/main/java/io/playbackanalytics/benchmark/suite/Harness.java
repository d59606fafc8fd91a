package io.playbackanalytics.benchmark.suite;

import io.playbackanalytics.benchmark.broker.TopicReader;
import io.playbackanalytics.benchmark.contender.Order;
import io.playbackanalytics.benchmark.contender.Outcome;
import io.playbackanalytics.benchmark.contender.Settings;
import io.playbackanalytics.benchmark.contender.Task;
import io.playbackanalytics.benchmark.gate.Gate;
import io.playbackanalytics.benchmark.gate.ResultTopic;
import io.playbackanalytics.benchmark.gate.Sums;
import io.playbackanalytics.benchmark.gate.WindowKey;
import io.playbackanalytics.benchmark.process.Installation;
import io.playbackanalytics.benchmark.topic.EventTopics;
import io.playbackanalytics.benchmark.topic.FilledTopic;
import io.playbackanalytics.benchmark.topic.TopicRecipe;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Runs a suite: fills the topics, then each scenario in turns, and checks what each computed. */
public final class Harness {

  private final Plan plan;
  private final Installation installation;
  private final String bootstrapServers;
  private final PrintStream out;
  private final ResultTopics resultTopics;

  /**
   * A harness on a running broker.
   *
   * @param out gets the progress
   */
  public Harness(Plan plan, Installation installation, String bootstrapServers, PrintStream out) {
    this.plan = plan;
    this.installation = installation;
    this.bootstrapServers = bootstrapServers;
    this.out = out;
    this.resultTopics = new ResultTopics(bootstrapServers);
  }

  /**
   * Measures everything.
   *
   * @throws RunFailedException if a run failed or computed something else than the others
   */
  public List<Run> run() throws IOException, InterruptedException, RunFailedException {
    Map<TopicRecipe, FilledTopic> topics = new LinkedHashMap<>();
    EventTopics eventTopics = new EventTopics(bootstrapServers, plan.markers(), out);
    topics.put(plan.warmUp(), eventTopics.filled(plan.warmUp()));
    for (Scenario scenario : plan.suite().scenarios()) {
      if (!topics.containsKey(scenario.topic())) {
        topics.put(scenario.topic(), eventTopics.filled(scenario.topic()));
      }
    }
    readOnce(topics.keySet());
    List<Run> runs = new ArrayList<>();
    for (int round = 1; round <= plan.rounds(); round++) {
      Verdict verdict = new Verdict();
      for (Scenario scenario : plan.suite().round(round - 1)) {
        runs.add(run(scenario, round, topics.get(scenario.topic()), verdict));
      }
      fail(verdict.differences());
    }
    return runs;
  }

  /** So that the first who is measured meets no colder broker than the others. */
  private void readOnce(Set<TopicRecipe> topics) throws IOException {
    out.println("Reading the topics once, to warm the broker …");
    for (TopicRecipe topic : topics) {
      long unused = new TopicReader(bootstrapServers, topic.topic()).read(value -> {});
    }
  }

  private Run run(Scenario scenario, int round, FilledTopic topic, Verdict verdict)
      throws IOException, InterruptedException, RunFailedException {
    String name = "round%d-%s".formatted(round, scenario.name());
    String prefix = "run-%d-%s".formatted(System.currentTimeMillis(), name);
    Task warmUp =
        task(plan.warmUp().topic(), plan.warmUp().events(), prefix + "-warm-up", scenario);
    Task measured =
        task(topic.recipe().topic(), topic.recipe().events(), prefix + "-results", scenario);
    resultTopics.create(warmUp);
    resultTopics.create(measured);
    ContenderProcess.Result result =
        new ContenderProcess(installation, plan.heap(), scenario.cores())
            .run(
                new Order(
                    scenario.kind(),
                    scenario.parallelism().orElse(plan.parallelism()),
                    plan.work().resolve(name),
                    warmUp,
                    measured));
    out.printf(
        "Round %d of %d: %-28s %,12.0f events/s %,12.0f events per CPU second%n",
        round,
        plan.rounds(),
        scenario.name(),
        result.measurement().eventsPerSecond(),
        result.measurement().eventsPerCpuSecond());
    out.flush();
    check(scenario, topic.sums(), result.outcome(), measured, verdict);
    resultTopics.delete(prefix);
    return new Run(scenario, round, result.measurement());
  }

  private Task task(String topic, long events, String results, Scenario scenario) {
    return new Task(bootstrapServers, topic, events, results, scenario.settings());
  }

  private void check(Scenario scenario, Sums right, Outcome outcome, Task task, Verdict verdict)
      throws IOException, RunFailedException {
    List<String> lines = new ArrayList<>();
    if (outcome instanceof Outcome.Totals totals) {
      lines.addAll(Gate.differences(right, totals.sums()));
    } else if (outcome instanceof Outcome.Count count) {
      if (count.records() != right.events()) {
        lines.add("%d records instead of %d".formatted(count.records(), right.events()));
      }
    } else {
      for (String unwanted : List.of(task.rejected(), task.late())) {
        long records = new TopicReader(bootstrapServers, unwanted).records();
        if (records > 0) {
          lines.add("%d records on %s".formatted(records, unwanted));
        }
      }
      Map<WindowKey, Sums> windows =
          new ResultTopic(new TopicReader(bootstrapServers, task.results())).windows();
      Settings settings = task.settings();
      lines.addAll(Gate.differences(right, settings.windowsPerEvent(), windows));
      verdict.add(scenario, windows);
    }
    fail(lines.stream().map(line -> scenario.name() + ": " + line).toList());
  }

  private static void fail(List<String> differences) throws RunFailedException {
    if (!differences.isEmpty()) {
      throw new RunFailedException("The results differ:\n" + String.join("\n", differences));
    }
  }
}
