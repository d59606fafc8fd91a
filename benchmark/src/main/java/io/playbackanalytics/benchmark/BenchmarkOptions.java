package io.playbackanalytics.benchmark;

import io.playbackanalytics.benchmark.option.Options;
import io.playbackanalytics.benchmark.suite.Plan;
import io.playbackanalytics.benchmark.suite.Scenario;
import io.playbackanalytics.benchmark.suite.Suite;
import io.playbackanalytics.benchmark.suite.Suites;
import io.playbackanalytics.benchmark.topic.TopicRecipe;
import io.playbackanalytics.benchmark.topic.Traffic;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * What is asked for.
 *
 * @param plan what to run
 * @param results folder for the figures
 */
public record BenchmarkOptions(Plan plan, Path results) {

  private static final String SUITE = "--suite";
  private static final String EVENTS = "--events";
  private static final String WARMUP_EVENTS = "--warmup-events";
  private static final String VARIANT_EVENTS = "--variant-events";
  private static final String ROUNDS = "--rounds";
  private static final String CONTENDERS = "--contenders";
  private static final String APPS = "--apps";
  private static final String PARALLELISM = "--parallelism";
  private static final String HEAP = "--heap";
  private static final String SEED = "--seed";
  private static final String RESULTS = "--results";
  private static final String DATA = "--data";

  private static final String ALL = "all";
  private static final int MAX_APPS = 100_000;
  private static final int MAX_ROUNDS = 100;
  private static final int MAX_PARALLELISM = 64;
  private static final long MAX_EVENTS = 10_000_000_000L;

  static CommandLine command() {
    return Options.command(
        "benchmark/run",
        "Measures this job beside what its users would write instead, on one topic, in one run.",
        "Exit codes: 0 measured; 1 a run failed, or two computed different results; 2 an option is"
            + " wrong.",
        List.of(
            Options.text(
                SUITE,
                "NAME",
                "peers",
                "peers: this job and its alternatives; variants, scaling: one thing different"),
            Options.number(
                EVENTS, "20000000", 1, MAX_EVENTS, "events of the topic that the peers read"),
            Options.number(
                WARMUP_EVENTS, "10000000", 1, MAX_EVENTS, "events that every JVM reads before"),
            Options.number(
                VARIANT_EVENTS,
                "10000000",
                1,
                MAX_EVENTS,
                "events of each topic of the other suites"),
            Options.number(ROUNDS, "3", 1, MAX_ROUNDS, "how often each is measured"),
            Options.text(CONTENDERS, "A,B,…", ALL, "only these of the suite"),
            Options.number(APPS, "50", 2, MAX_APPS, "apps that the peers' events come from"),
            Options.number(
                PARALLELISM,
                "1",
                1,
                MAX_PARALLELISM,
                "subtasks or threads of those that can have many"),
            Options.memory(HEAP, "4g", "heap of each contender's JVM, as -Xms and -Xmx take it"),
            Options.number(SEED, "1", 0, Long.MAX_VALUE - 1, "another seed, other events"),
            Options.folder(RESULTS, "benchmark/target/results", "gets SUITE.json, .md and .svg"),
            Options.folder(
                DATA, "benchmark/target/data", "the broker's; filled topics are used again")));
  }

  /**
   * Reads a command line.
   *
   * @param module the folder of this module, where figures and data go if nothing else is said
   * @throws ParameterException if an option is unknown, has no value or one that makes no sense
   */
  public static BenchmarkOptions parse(Path module, String... arguments) {
    ParseResult given = command().parseArgs(arguments);
    long seed = Options.number(given, SEED);
    int apps = Options.integer(given, APPS);
    Plan plan =
        new Plan(
            suite(given, apps, seed),
            new TopicRecipe(Options.number(given, WARMUP_EVENTS), apps, Traffic.ZIPF, seed + 1),
            Options.integer(given, ROUNDS),
            Options.integer(given, PARALLELISM),
            Options.text(given, HEAP),
            Options.folder(given, DATA).orElse(module.resolve("target/data")));
    return new BenchmarkOptions(
        plan, Options.folder(given, RESULTS).orElse(module.resolve("target/results")));
  }

  private static Suite suite(ParseResult given, int apps, long seed) {
    String name = Options.text(given, SUITE);
    Suite suite =
        switch (name) {
          case "peers" ->
              Suites.peers(
                  new TopicRecipe(Options.number(given, EVENTS), apps, Traffic.ZIPF, seed));
          case "variants" -> Suites.variants(Options.number(given, VARIANT_EVENTS), seed);
          case "scaling" -> Suites.scaling(Options.number(given, VARIANT_EVENTS), seed);
          default -> throw Options.wrong(given, SUITE, name, "peers, variants or scaling");
        };
    if (Options.text(given, CONTENDERS).equals(ALL)) {
      return suite;
    }
    return suite.only(
        Options.some(given, CONTENDERS, suite.scenarios().stream().map(Scenario::name).toList()));
  }
}
