package io.playbackanalytics.benchmark.suite;

import io.playbackanalytics.benchmark.topic.TopicRecipe;
import java.nio.file.Path;

/**
 * What is to be run.
 *
 * @param suite what to measure, already without what is not wanted
 * @param warmUp what every JVM reads before
 * @param rounds how often each scenario is measured
 * @param parallelism subtasks or threads
 * @param heap of each contender's JVM, as {@code -Xmx} takes it
 * @param data folder of the broker, and of what the runs write
 */
public record Plan(
    Suite suite, TopicRecipe warmUp, int rounds, int parallelism, String heap, Path data) {

  /** The same for another suite. */
  public Plan withSuite(Suite other) {
    return new Plan(other, warmUp, rounds, parallelism, heap, data);
  }

  /** Where the broker stores its topics. */
  public Path broker() {
    return data.resolve("broker");
  }

  /** Where it is kept which of the topics are complete. */
  Path markers() {
    return data.resolve("markers");
  }

  /** What the broker has to say. */
  public Path brokerLog() {
    return data.resolve("broker.log");
  }

  /** Where processes write what is of no use after the next start: logs, checkpoints. */
  public Path work() {
    return data.resolve("work");
  }
}
