package io.playbackanalytics.benchmark.freshness;

import io.playbackanalytics.benchmark.OptionException;
import io.playbackanalytics.benchmark.contender.ContenderKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is asked for.
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
  private static final int MIN_RATE = 100;
  private static final int MAX_RATE = 1_000_000;
  private static final int MAX_PARALLELISM = 64;
  private static final Pattern TIME = Pattern.compile("([1-9]\\d{0,4}) ?(s|min)");

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
   * @throws OptionException if an option is unknown, has no value or one that makes no sense
   */
  static FreshnessOptions parse(String... arguments) throws OptionException {
    Map<FreshnessOption, String> given = new EnumMap<>(FreshnessOption.class);
    for (FreshnessOption option : FreshnessOption.values()) {
      given.put(option, option.standard());
    }
    for (int i = 0; i < arguments.length; i += 2) {
      String flag = arguments[i];
      FreshnessOption option =
          FreshnessOption.named(flag)
              .orElseThrow(
                  () ->
                      new OptionException(
                          "Unknown option %s: did you mean %s? --help lists all"
                              .formatted(flag, FreshnessOption.nearest(flag).flag())));
      if (i + 1 == arguments.length) {
        throw new OptionException("Option " + flag + " needs a value");
      }
      given.put(option, arguments[i + 1]);
    }
    return from(given);
  }

  private static FreshnessOptions from(Map<FreshnessOption, String> given) throws OptionException {
    String heap = given.get(FreshnessOption.HEAP);
    if (!heap.matches("[1-9][0-9]*[mgMG]")) {
      throw wrong(FreshnessOption.HEAP, heap, "a size such as 4g or 512m");
    }
    return new FreshnessOptions(
        number(given, FreshnessOption.EVENTS_PER_SECOND, MIN_RATE, MAX_RATE),
        time(given, FreshnessOption.WARMUP),
        time(given, FreshnessOption.DURATION),
        contenders(given.get(FreshnessOption.CONTENDERS)),
        number(given, FreshnessOption.PARALLELISM, 1, MAX_PARALLELISM),
        heap,
        Path.of(given.get(FreshnessOption.DATA)).toAbsolutePath(),
        Path.of(given.get(FreshnessOption.RESULTS)).toAbsolutePath());
  }

  private static List<ContenderKind> contenders(String text) throws OptionException {
    List<String> known = ENDLESS.stream().map(ContenderKind::label).toList();
    List<String> labels = List.of(text.split(","));
    for (String label : labels) {
      if (!known.contains(label)) {
        throw wrong(FreshnessOption.CONTENDERS, label, "one of " + String.join(",", known));
      }
    }
    return ENDLESS.stream().filter(kind -> labels.contains(kind.label())).toList();
  }

  private static int number(
      Map<FreshnessOption, String> given, FreshnessOption option, int min, int max)
      throws OptionException {
    String text = given.get(option);
    if (text.matches("\\d{1,9}")) {
      int value = Integer.parseInt(text);
      if (value >= min && value <= max) {
        return value;
      }
    }
    throw wrong(option, text, "a whole number in " + min + ".." + max);
  }

  private static Duration time(Map<FreshnessOption, String> given, FreshnessOption option)
      throws OptionException {
    String text = given.get(option);
    Matcher matcher = TIME.matcher(text);
    if (!matcher.matches()) {
      throw wrong(option, text, "a time such as 30 s or 5 min");
    }
    long number = Long.parseLong(matcher.group(1));
    return matcher.group(2).equals("s") ? Duration.ofSeconds(number) : Duration.ofMinutes(number);
  }

  private static OptionException wrong(FreshnessOption option, String text, String right) {
    return new OptionException("Option %s: '%s' is not %s".formatted(option.flag(), text, right));
  }
}
