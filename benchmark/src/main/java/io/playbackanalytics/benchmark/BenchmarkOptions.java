package io.playbackanalytics.benchmark;

import io.playbackanalytics.benchmark.suite.Plan;
import io.playbackanalytics.benchmark.suite.Scenario;
import io.playbackanalytics.benchmark.suite.Suite;
import io.playbackanalytics.benchmark.suite.Suites;
import io.playbackanalytics.benchmark.topic.TopicRecipe;
import io.playbackanalytics.benchmark.topic.Traffic;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What is asked for.
 *
 * @param plan what to run
 * @param results folder for the figures
 */
public record BenchmarkOptions(Plan plan, Path results) {

  private static final String ALL = "all";
  private static final int MAX_APPS = 100_000;
  private static final int MAX_ROUNDS = 100;
  private static final int MAX_PARALLELISM = 64;
  private static final long MAX_EVENTS = 10_000_000_000L;

  /**
   * Reads a command line.
   *
   * @throws OptionException if an option is unknown, has no value or one that makes no sense
   */
  public static BenchmarkOptions parse(String... arguments) throws OptionException {
    Map<BenchmarkOption, String> given = new EnumMap<>(BenchmarkOption.class);
    for (BenchmarkOption option : BenchmarkOption.values()) {
      given.put(option, option.standard());
    }
    for (int i = 0; i < arguments.length; i += 2) {
      String flag = arguments[i];
      BenchmarkOption option =
          BenchmarkOption.named(flag)
              .orElseThrow(
                  () ->
                      new OptionException(
                          "Unknown option %s: did you mean %s? --help lists all"
                              .formatted(flag, BenchmarkOption.nearest(flag).flag())));
      if (i + 1 == arguments.length) {
        throw new OptionException("Option " + flag + " needs a value");
      }
      given.put(option, arguments[i + 1]);
    }
    return from(given);
  }

  private static BenchmarkOptions from(Map<BenchmarkOption, String> given) throws OptionException {
    long seed = number(given, BenchmarkOption.SEED, 0, Long.MAX_VALUE - 1);
    int apps = (int) number(given, BenchmarkOption.APPS, 2, MAX_APPS);
    String heap = given.get(BenchmarkOption.HEAP);
    if (!heap.matches("[1-9][0-9]*[mgMG]")) {
      throw wrong(BenchmarkOption.HEAP, heap, "a size such as 4g or 512m");
    }
    Plan plan =
        new Plan(
            suite(given, apps, seed),
            new TopicRecipe(
                number(given, BenchmarkOption.WARMUP_EVENTS, 1, MAX_EVENTS),
                apps,
                Traffic.ZIPF,
                seed + 1),
            (int) number(given, BenchmarkOption.ROUNDS, 1, MAX_ROUNDS),
            (int) number(given, BenchmarkOption.PARALLELISM, 1, MAX_PARALLELISM),
            heap,
            Path.of(given.get(BenchmarkOption.DATA)).toAbsolutePath());
    return new BenchmarkOptions(plan, Path.of(given.get(BenchmarkOption.RESULTS)).toAbsolutePath());
  }

  private static Suite suite(Map<BenchmarkOption, String> given, int apps, long seed)
      throws OptionException {
    String name = given.get(BenchmarkOption.SUITE);
    Suite suite =
        switch (name) {
          case "peers" ->
              Suites.peers(
                  new TopicRecipe(
                      number(given, BenchmarkOption.EVENTS, 1, MAX_EVENTS),
                      apps,
                      Traffic.ZIPF,
                      seed));
          case "variants" ->
              Suites.variants(number(given, BenchmarkOption.VARIANT_EVENTS, 1, MAX_EVENTS), seed);
          case "scaling" ->
              Suites.scaling(number(given, BenchmarkOption.VARIANT_EVENTS, 1, MAX_EVENTS), seed);
          default -> throw wrong(BenchmarkOption.SUITE, name, "peers, variants or scaling");
        };
    String contenders = given.get(BenchmarkOption.CONTENDERS);
    if (contenders.equals(ALL)) {
      return suite;
    }
    List<String> wanted = List.of(contenders.split(","));
    List<String> known = suite.scenarios().stream().map(Scenario::name).toList();
    for (String one : wanted) {
      if (!known.contains(one)) {
        throw wrong(BenchmarkOption.CONTENDERS, one, "one of " + String.join(",", known));
      }
    }
    return suite.only(wanted);
  }

  private static long number(
      Map<BenchmarkOption, String> given, BenchmarkOption option, long min, long max)
      throws OptionException {
    String text = given.get(option);
    String right = "a whole number in " + min + ".." + max;
    try {
      long value = Long.parseLong(text);
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw wrong(option, text, right);
    }
    throw wrong(option, text, right);
  }

  private static OptionException wrong(BenchmarkOption option, String text, String right) {
    return new OptionException("Option %s: '%s' is not %s".formatted(option.flag(), text, right));
  }
}
