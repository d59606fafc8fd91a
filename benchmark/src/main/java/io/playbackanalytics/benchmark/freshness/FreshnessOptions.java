package io.playbackanalytics.benchmark.freshness;

import io.playbackanalytics.benchmark.contender.ContenderKind;
import io.playbackanalytics.command.Command;
import io.playbackanalytics.command.Option;
import io.playbackanalytics.command.OptionException;
import io.playbackanalytics.command.Options;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What is asked for.
 *
 * <p>Flink looks for complete windows by a timer, 200 ms as a rule, of which a whole number fits
 * into the second between two windows: where in it a window becomes complete changes only as slowly
 * as the timer drifts, some milliseconds a second. Runs of less than minutes see a part of what
 * there is to see, and another one each time.
 *
 * @param eventsPerSecond rate at which events are sent
 * @param warmUp from a contender's first result to the begin of what is measured
 * @param duration of what is measured, whole seconds
 * @param contenders in the order in which they run
 * @param parallelism subtasks of each
 * @param heap of each contender's JVM, as {@code -Xmx} takes it
 * @param data folder in which there is one for the run
 * @param results folder for the figures
 */
record FreshnessOptions(
    int eventsPerSecond,
    Duration warmUp,
    Duration duration,
    List<ContenderKind> contenders,
    int parallelism,
    String heap,
    Path data,
    Path results) {

  private static final List<ContenderKind> ENDLESS =
      List.of(ContenderKind.PLAYBACK_ANALYTICS, ContenderKind.FLINK_SQL);

  private static final Option EVENTS_PER_SECOND =
      new Option("events-per-second", "N", "20000", "rate at which events are sent");
  private static final Option DURATION =
      new Option("duration", "TIME", "5 min", "how long each contender is watched");
  private static final Option WARMUP =
      new Option("warmup", "TIME", "30 s", "from a contender's first result to when that begins");
  private static final Option CONTENDERS =
      new Option("contenders", "A,B", "playback-analytics,flink-sql", "who is measured, in turn");
  private static final Option PARALLELISM = new Option("parallelism", "N", "2", "subtasks of each");
  private static final Option HEAP =
      new Option("heap", "SIZE", "4g", "heap of each contender's JVM, as -Xms and -Xmx take it");
  private static final Option RESULTS =
      new Option(
          "results", "FOLDER", "benchmark/target/results", "gets freshness.json, .md and .svg");
  private static final Option DATA =
      new Option(
          "data",
          "FOLDER",
          "benchmark/target/data",
          "has a folder freshness for the time of the run");

  static final Command COMMAND =
      new Command(
          """
          Measures how long after a window is complete its result can be read from Kafka, while events arrive
          at a constant rate.

          benchmark/freshness [OPTION VALUE]...
          %s

          Times are a whole number and s or min.
          Exit codes: 0 measured; 1 a run failed, results were missing or wrong, or the events did not arrive
          in time; 2 an option is wrong.
          """,
          EVENTS_PER_SECOND, DURATION, WARMUP, CONTENDERS, PARALLELISM, HEAP, RESULTS, DATA);

  private static final int MIN_RATE = 100;
  private static final int MAX_RATE = 1_000_000;
  private static final int MAX_PARALLELISM = 64;

  FreshnessOptions {
    contenders = List.copyOf(contenders);
  }

  /** Where processes write what is of no use after the run, or after the next start if it fails. */
  Path work() {
    return data.resolve("freshness");
  }

  /**
   * Reads a command line.
   *
   * @param module the folder of this module, where figures and data go if nothing else is said
   * @throws OptionException if an option is unknown, has no value or one that makes no sense
   */
  static FreshnessOptions parse(Path module, String... arguments) throws OptionException {
    Options options = COMMAND.parse(arguments);
    List<String> labels =
        options.some(CONTENDERS, ENDLESS.stream().map(ContenderKind::label).toList());
    return new FreshnessOptions(
        options.integer(EVENTS_PER_SECOND, MIN_RATE, MAX_RATE),
        options.time(WARMUP),
        options.time(DURATION),
        ENDLESS.stream().filter(kind -> labels.contains(kind.label())).toList(),
        options.integer(PARALLELISM, 1, MAX_PARALLELISM),
        options.memory(HEAP),
        options.folder(DATA).orElse(module.resolve("target/data")),
        options.folder(RESULTS).orElse(module.resolve("target/results")));
  }
}
