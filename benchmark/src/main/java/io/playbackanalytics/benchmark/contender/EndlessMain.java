package io.playbackanalytics.benchmark.contender;

import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** The process of a contender that reads a topic without end, until its standard input ends. */
public final class EndlessMain {

  private EndlessMain() {}

  /**
   * Takes six arguments: the label of the contender, its parallelism, a folder for what it writes
   * to disk, the broker, the topic of the events and that of the results.
   */
  public static void main(String[] arguments) {
    ContenderMain.endWithHarness();
    try {
      ContenderKind kind = ContenderKind.labelled(arguments[0]).orElseThrow();
      Task task =
          new Task(arguments[3], arguments[4], Task.ENDLESS, arguments[5], Settings.STANDARD);
      try (Contender contender =
          kind.start(Integer.parseInt(arguments[1]), Path.of(arguments[2]))) {
        Outcome unused = contender.run(task);
      }
      throw new IllegalStateException("The run ended by itself");
    } catch (Exception | LinkageError e) {
      LoggerFactory.getLogger(EndlessMain.class).error("The run failed", e);
    }
    System.exit(1);
  }
}
