package io.playbackanalytics.benchmark;

import io.playbackanalytics.settings.EditDistance;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/** The options, as they are typed and as {@code --help} shows them. */
enum BenchmarkOption {
  SUITE(
      "suite",
      "NAME",
      "peers",
      "peers: this job and its alternatives; variants, scaling: this job only"),
  EVENTS("events", "N", "20000000", "events of the topic that the peers read"),
  WARMUP_EVENTS("warmup-events", "N", "10000000", "events that every JVM reads before"),
  VARIANT_EVENTS("variant-events", "N", "10000000", "events of each topic of the other suites"),
  ROUNDS("rounds", "N", "3", "how often each is measured"),
  CONTENDERS("contenders", "A,B,…", "all", "only these of the suite"),
  APPS("apps", "N", "50", "apps that the peers' events come from"),
  PARALLELISM("parallelism", "N", "1", "subtasks or threads of those that can have many"),
  HEAP("heap", "SIZE", "4g", "heap of each contender's JVM, as -Xms and -Xmx take it"),
  SEED("seed", "N", "1", "another seed, other events"),
  RESULTS("results", "FOLDER", "benchmark/results", "gets SUITE.json, SUITE.md and SUITE.svg"),
  DATA("data", "FOLDER", "benchmark/target/data", "the broker's; filled topics are used again");

  private final String key;
  private final String placeholder;
  private final String standard;
  private final String meaning;

  BenchmarkOption(String key, String placeholder, String standard, String meaning) {
    this.key = key;
    this.placeholder = placeholder;
    this.standard = standard;
    this.meaning = meaning;
  }

  /** As it is typed: {@code --events}. */
  String flag() {
    return "--" + key;
  }

  /** What holds if it is not given. */
  String standard() {
    return standard;
  }

  static Optional<BenchmarkOption> named(String flag) {
    return Arrays.stream(values()).filter(option -> option.flag().equals(flag)).findFirst();
  }

  /** The option that a typing error most probably meant. */
  static BenchmarkOption nearest(String flag) {
    return Arrays.stream(values())
        .min(Comparator.comparingInt(option -> EditDistance.between(flag, option.flag())))
        .orElseThrow();
  }

  static String help() {
    StringBuilder help =
        new StringBuilder(
            """
            Measures this job beside what its users would write instead, on one topic, in one run.

            benchmark/run [OPTION VALUE]...
            """);
    for (BenchmarkOption option : values()) {
      help.append(
          "  %-22s%s (%s)%n"
              .formatted(
                  option.flag() + " " + option.placeholder, option.meaning, option.standard));
    }
    return help.append(
            """
              --help                this text

            Exit codes: 0 measured; 1 a run failed, or two computed different results; 2 an option is wrong.
            """)
        .toString();
  }
}
