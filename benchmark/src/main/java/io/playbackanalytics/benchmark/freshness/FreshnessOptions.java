package io.playbackanalytics.benchmark.freshness;

import io.playbackanalytics.benchmark.contender.ContenderKind;
import io.playbackanalytics.benchmark.option.Options;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * What is asked for.
 *
 * <p>Flink looks for complete windows by a timer, 200 ms as a rule, of which a whole number fits
 * into the second between two windows: where in it a window becomes complete changes only as slowly
 * as the timer drifts, some milliseconds a second. Runs of less than minutes see a part of what
 * there is to see, and another one each time.
 *
 * @param eventsPerSecond rate at which events are sent
 * @param apps that they come from
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
    int apps,
    Duration warmUp,
    Duration duration,
    List<ContenderKind> contenders,
    int parallelism,
    String heap,
    Path data,
    Path results) {

  private static final List<ContenderKind> ENDLESS =
      List.of(ContenderKind.PLAYBACK_ANALYTICS, ContenderKind.FLINK_SQL);

  private static final String EVENTS_PER_SECOND = "--events-per-second";
  private static final String APPS = "--apps";
  private static final String DURATION = "--duration";
  private static final String WARMUP = "--warmup";
  private static final String CONTENDERS = "--contenders";
  private static final String PARALLELISM = "--parallelism";
  private static final String HEAP = "--heap";
  private static final String RESULTS = "--results";
  private static final String DATA = "--data";

  private static final int MIN_RATE = 100;
  private static final int MAX_RATE = 1_000_000;
  private static final int MIN_APPS = 2;
  private static final int MAX_APPS = 100_000;
  private static final int MAX_PARALLELISM = 64;

  FreshnessOptions {
    contenders = List.copyOf(contenders);
  }

  /** Where processes write what is of no use after the run, or after the next start if it fails. */
  Path work() {
    return data.resolve("freshness");
  }

  static CommandLine command() {
    return Options.command(
        "benchmark/freshness",
        "Measures how long after a window is complete its result can be read from Kafka, while"
            + " events arrive at a constant rate.",
        "Times are a whole number and s or min. Exit codes: 0 measured; 1 a run failed, results were"
            + " missing or wrong, or the events did not arrive in time; 2 an option is wrong.",
        List.of(
            Options.number(
                EVENTS_PER_SECOND, "20000", MIN_RATE, MAX_RATE, "rate at which events are sent"),
            Options.number(APPS, "50", MIN_APPS, MAX_APPS, "apps that the events come from"),
            Options.time(DURATION, "5 min", "how long each contender is watched"),
            Options.time(WARMUP, "30 s", "from a contender's first result to when that begins"),
            Options.text(CONTENDERS, "A,B", String.join(",", labels()), "who is measured, in turn"),
            Options.number(PARALLELISM, "2", 1, MAX_PARALLELISM, "subtasks of each"),
            Options.memory(HEAP, "4g", "heap of each contender's JVM, as -Xms and -Xmx take it"),
            Options.folder(
                RESULTS, "benchmark/target/results", "gets freshness.json, .md and .svg"),
            Options.folder(
                DATA, "benchmark/target/data", "has a folder freshness for the time of the run")));
  }

  /**
   * Reads a command line.
   *
   * @param module the folder of this module, where figures and data go if nothing else is said
   * @throws ParameterException if an option is unknown, has no value or one that makes no sense
   */
  static FreshnessOptions parse(Path module, String... arguments) {
    ParseResult given = command().parseArgs(arguments);
    List<String> labels = Options.some(given, CONTENDERS, labels());
    return new FreshnessOptions(
        Options.integer(given, EVENTS_PER_SECOND),
        Options.integer(given, APPS),
        Options.time(given, WARMUP),
        Options.time(given, DURATION),
        ENDLESS.stream().filter(kind -> labels.contains(kind.label())).toList(),
        Options.integer(given, PARALLELISM),
        Options.text(given, HEAP),
        Options.folder(given, DATA).orElse(module.resolve("target/data")),
        Options.folder(given, RESULTS).orElse(module.resolve("target/results")));
  }

  private static List<String> labels() {
    return ENDLESS.stream().map(ContenderKind::label).toList();
  }
}
