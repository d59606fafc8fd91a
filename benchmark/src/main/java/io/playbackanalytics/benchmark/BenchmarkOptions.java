package io.playbackanalytics.benchmark;

import io.playbackanalytics.benchmark.suite.Plan;
import io.playbackanalytics.benchmark.suite.Scenario;
import io.playbackanalytics.benchmark.suite.Suite;
import io.playbackanalytics.benchmark.suite.Suites;
import io.playbackanalytics.benchmark.topic.TopicRecipe;
import io.playbackanalytics.benchmark.topic.Traffic;
import io.playbackanalytics.command.Command;
import io.playbackanalytics.command.Option;
import io.playbackanalytics.command.OptionException;
import io.playbackanalytics.command.Options;
import java.nio.file.Path;

/**
 * What is asked for.
 *
 * @param plan what to run
 * @param results folder for the figures
 */
public record BenchmarkOptions(Plan plan, Path results) {

  private static final Option SUITE =
      new Option(
          "suite",
          "NAME",
          "peers",
          "peers: this job and its alternatives; variants, scaling: one thing different");
  private static final Option EVENTS =
      new Option("events", "N", "20000000", "events of the topic that the peers read");
  private static final Option WARMUP_EVENTS =
      new Option("warmup-events", "N", "10000000", "events that every JVM reads before");
  private static final Option VARIANT_EVENTS =
      new Option("variant-events", "N", "10000000", "events of each topic of the other suites");
  private static final Option ROUNDS = new Option("rounds", "N", "3", "how often each is measured");
  private static final Option CONTENDERS =
      new Option("contenders", "A,B,…", "all", "only these of the suite");
  private static final Option APPS =
      new Option("apps", "N", "50", "apps that the peers' events come from");
  private static final Option PARALLELISM =
      new Option("parallelism", "N", "1", "subtasks or threads of those that can have many");
  private static final Option HEAP =
      new Option("heap", "SIZE", "4g", "heap of each contender's JVM, as -Xms and -Xmx take it");
  private static final Option SEED = new Option("seed", "N", "1", "another seed, other events");
  private static final Option RESULTS =
      new Option("results", "FOLDER", "benchmark/target/results", "gets SUITE.json, .md and .svg");
  private static final Option DATA =
      new Option(
          "data", "FOLDER", "benchmark/target/data", "the broker's; filled topics are used again");

  static final Command COMMAND =
      new Command(
          """
          Measures this job beside what its users would write instead, on one topic, in one run.

          benchmark/run [OPTION VALUE]...
          %s

          Exit codes: 0 measured; 1 a run failed, or two computed different results; 2 an option is wrong.
          """,
          SUITE,
          EVENTS,
          WARMUP_EVENTS,
          VARIANT_EVENTS,
          ROUNDS,
          CONTENDERS,
          APPS,
          PARALLELISM,
          HEAP,
          SEED,
          RESULTS,
          DATA);

  private static final int MAX_APPS = 100_000;
  private static final int MAX_ROUNDS = 100;
  private static final int MAX_PARALLELISM = 64;
  private static final long MAX_EVENTS = 10_000_000_000L;

  /**
   * Reads a command line.
   *
   * @param module the folder of this module, where figures and data go if nothing else is said
   * @throws OptionException if an option is unknown, has no value or one that makes no sense
   */
  public static BenchmarkOptions parse(Path module, String... arguments) throws OptionException {
    Options options = COMMAND.parse(arguments);
    long seed = options.number(SEED, 0, Long.MAX_VALUE - 1);
    int apps = options.integer(APPS, 2, MAX_APPS);
    Plan plan =
        new Plan(
            suite(options, apps, seed),
            new TopicRecipe(
                options.number(WARMUP_EVENTS, 1, MAX_EVENTS), apps, Traffic.ZIPF, seed + 1),
            options.integer(ROUNDS, 1, MAX_ROUNDS),
            options.integer(PARALLELISM, 1, MAX_PARALLELISM),
            options.memory(HEAP),
            options.folder(DATA).orElse(module.resolve("target/data")));
    return new BenchmarkOptions(
        plan, options.folder(RESULTS).orElse(module.resolve("target/results")));
  }

  private static Suite suite(Options options, int apps, long seed) throws OptionException {
    String name = options.text(SUITE);
    Suite suite =
        switch (name) {
          case "peers" ->
              Suites.peers(
                  new TopicRecipe(options.number(EVENTS, 1, MAX_EVENTS), apps, Traffic.ZIPF, seed));
          case "variants" -> Suites.variants(options.number(VARIANT_EVENTS, 1, MAX_EVENTS), seed);
          case "scaling" -> Suites.scaling(options.number(VARIANT_EVENTS, 1, MAX_EVENTS), seed);
          default -> throw Options.wrong(SUITE, name, "peers, variants or scaling");
        };
    if (!options.has(CONTENDERS)) {
      return suite;
    }
    return suite.only(
        options.some(CONTENDERS, suite.scenarios().stream().map(Scenario::name).toList()));
  }
}
