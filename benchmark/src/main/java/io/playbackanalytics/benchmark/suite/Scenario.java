package io.playbackanalytics.benchmark.suite;

import io.playbackanalytics.benchmark.contender.ContenderKind;
import io.playbackanalytics.benchmark.contender.Settings;
import io.playbackanalytics.benchmark.topic.TopicRecipe;
import java.util.OptionalInt;

/**
 * One thing to measure.
 *
 * @param name unique in its suite
 * @param base name of the scenario that it is compared with; its own if it is the base of others
 * @param kind who
 * @param topic on what
 * @param settings how
 * @param parallelism subtasks or threads, if it must not be that of the plan
 * @param cores how many cores the process may use, if not all
 */
public record Scenario(
    String name,
    String base,
    ContenderKind kind,
    TopicRecipe topic,
    Settings settings,
    OptionalInt parallelism,
    OptionalInt cores) {

  public Scenario(
      String name, String base, ContenderKind kind, TopicRecipe topic, Settings settings) {
    this(name, base, kind, topic, settings, OptionalInt.empty(), OptionalInt.empty());
  }

  /** Whether it is compared with nothing. */
  public boolean isBase() {
    return name.equals(base);
  }

  Scenario withBase(String other) {
    return new Scenario(name, other, kind, topic, settings, parallelism, cores);
  }

  Scenario on(int withCores, int withParallelism) {
    return new Scenario(
        name,
        base,
        kind,
        topic,
        settings,
        OptionalInt.of(withParallelism),
        OptionalInt.of(withCores));
  }
}
