package io.playbackanalytics.benchmark.freshness;

import io.playbackanalytics.settings.EditDistance;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/**
 * The options, as they are typed and as {@code --help} shows them.
 *
 * <p>Flink looks for complete windows by a timer, 200 ms as a rule, of which a whole number fits
 * into the second between two windows: where in it a window becomes complete changes only as slowly
 * as the timer drifts, some milliseconds a second. Runs of less than minutes see a part of what
 * there is to see, and another one each time.
 */
enum FreshnessOption {
  EVENTS_PER_SECOND("events-per-second", "N", "20000", "rate at which events are sent"),
  DURATION("duration", "TIME", "5 min", "how long each contender is watched"),
  WARMUP("warmup", "TIME", "30 s", "from a contender's first result to when that begins"),
  CONTENDERS("contenders", "A,B", "playback-analytics,flink-sql", "who is measured, in turn"),
  PARALLELISM("parallelism", "N", "2", "subtasks of each"),
  HEAP("heap", "SIZE", "4g", "heap of each contender's JVM, as -Xms and -Xmx take it"),
  RESULTS("results", "FOLDER", "benchmark/results", "gets freshness.json, .md and .svg"),
  DATA("data", "FOLDER", "benchmark/target/data", "has a folder freshness for the time of the run");

  private final String key;
  private final String placeholder;
  private final String standard;
  private final String meaning;

  FreshnessOption(String key, String placeholder, String standard, String meaning) {
    this.key = key;
    this.placeholder = placeholder;
    this.standard = standard;
    this.meaning = meaning;
  }

  /** As it is typed: {@code --duration}. */
  String flag() {
    return "--" + key;
  }

  /** What holds if it is not given. */
  String standard() {
    return standard;
  }

  static Optional<FreshnessOption> named(String flag) {
    return Arrays.stream(values()).filter(option -> option.flag().equals(flag)).findFirst();
  }

  /** The option that a typing error most probably meant. */
  static FreshnessOption nearest(String flag) {
    return Arrays.stream(values())
        .min(Comparator.comparingInt(option -> EditDistance.between(flag, option.flag())))
        .orElseThrow();
  }

  static String help() {
    StringBuilder help =
        new StringBuilder(
            """
            Measures how long after a window is complete its result can be read from Kafka, while events arrive
            at a constant rate.

            benchmark/freshness [OPTION VALUE]...
            """);
    for (FreshnessOption option : values()) {
      help.append(
          "  %-24s%s (%s)%n"
              .formatted(
                  option.flag() + " " + option.placeholder, option.meaning, option.standard));
    }
    return help.append(
            """
              --help                  this text

            Times are a whole number and s or min.
            Exit codes: 0 measured; 1 a run failed, results were missing or wrong, or the events did not arrive
            in time; 2 an option is wrong.
            """)
        .toString();
  }
}
