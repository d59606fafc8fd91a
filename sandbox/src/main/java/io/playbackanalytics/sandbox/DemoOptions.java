package io.playbackanalytics.sandbox;

import io.playbackanalytics.sandbox.players.Mix;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the demo is asked to do.
 *
 * @param runFor how long to play before ending; empty: until stopped, or until the file is through
 * @param events the file to replay instead of simulating players
 * @param mix the simulated players
 * @param kafkaPort 1..65535, or 0 for any free one; so are the other ports
 * @param jobArguments settings that are handed to the job, as {@code --key value} pairs
 */
record DemoOptions(
    Optional<Duration> runFor,
    Optional<Path> events,
    Mix mix,
    int kafkaPort,
    int webPort,
    int metricsPort,
    List<String> jobArguments) {

  private static final String JOB_PREFIX = "--job.";

  /** What the demo sets itself: its broker, and to read all that is there. */
  private static final Set<String> OWN_SETTINGS =
      Set.of("kafka.bootstrap-servers", "events.start", "events.bounded");

  private static final int MAX_PORT = 65_535;
  private static final int MAX_SECONDS = 7 * 24 * 3600;

  DemoOptions {
    jobArguments = List.copyOf(jobArguments);
  }

  /**
   * @throws OptionException if an option is unknown, has no value or one that makes no sense
   */
  static DemoOptions parse(String... arguments) throws OptionException {
    Map<DemoOption, String> given = new EnumMap<>(DemoOption.class);
    List<String> jobArguments = new ArrayList<>();
    for (int i = 0; i < arguments.length; i += 2) {
      String flag = arguments[i];
      boolean forJob = flag.startsWith(JOB_PREFIX) && flag.length() > JOB_PREFIX.length();
      Optional<DemoOption> option = DemoOption.named(flag);
      if (option.isEmpty() && !forJob) {
        throw new OptionException(
            "Unknown option %s: did you mean %s? --help lists all"
                .formatted(flag, DemoOption.nearest(flag).flag()));
      }
      if (i + 1 == arguments.length) {
        throw new OptionException("Option " + flag + " needs a value");
      }
      String value = arguments[i + 1];
      if (forJob) {
        String setting = flag.substring(JOB_PREFIX.length());
        if (OWN_SETTINGS.contains(setting)) {
          throw new OptionException(flag + " cannot be set here: the demo decides it");
        }
        jobArguments.add("--" + setting);
        jobArguments.add(value);
      } else if (given.put(option.orElseThrow(), value) != null) {
        throw new OptionException("Option " + flag + " is given twice");
      }
    }
    return from(given, jobArguments);
  }

  private static DemoOptions from(Map<DemoOption, String> given, List<String> jobArguments)
      throws OptionException {
    Optional<Duration> runFor = Optional.empty();
    if (given.containsKey(DemoOption.SECONDS)) {
      runFor = Optional.of(Duration.ofSeconds(integer(given, DemoOption.SECONDS, 1, MAX_SECONDS)));
    }
    Optional<Path> events = Optional.empty();
    if (given.containsKey(DemoOption.EVENTS)) {
      events = Optional.of(file(given.get(DemoOption.EVENTS)));
    }
    return new DemoOptions(
        runFor,
        events,
        new Mix(
            (int) integer(given, DemoOption.PLAYERS, 1, Mix.MAX_PLAYERS),
            percent(given, DemoOption.LATE_PERCENT),
            percent(given, DemoOption.MALFORMED_PERCENT),
            integer(given, DemoOption.SEED, Long.MIN_VALUE, Long.MAX_VALUE)),
        (int) integer(given, DemoOption.KAFKA_PORT, 0, MAX_PORT),
        (int) integer(given, DemoOption.WEB_PORT, 0, MAX_PORT),
        (int) integer(given, DemoOption.METRICS_PORT, 0, MAX_PORT),
        jobArguments);
  }

  private static long integer(Map<DemoOption, String> given, DemoOption option, long min, long max)
      throws OptionException {
    String text = given.getOrDefault(option, option.standard());
    try {
      long value = Long.parseLong(text);
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw notInRange(option, text, "a whole number in " + min + ".." + max);
    }
    throw notInRange(option, text, "a whole number in " + min + ".." + max);
  }

  private static double percent(Map<DemoOption, String> given, DemoOption option)
      throws OptionException {
    String text = given.getOrDefault(option, option.standard());
    String right = "a number in 0..%.0f".formatted(Mix.MAX_PERCENT);
    try {
      double value = Double.parseDouble(text);
      if (value >= 0 && value <= Mix.MAX_PERCENT) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw notInRange(option, text, right);
    }
    throw notInRange(option, text, right);
  }

  private static OptionException notInRange(DemoOption option, String text, String right) {
    return new OptionException("Option %s: '%s' is not %s".formatted(option.flag(), text, right));
  }

  private static Path file(String name) throws OptionException {
    Path file;
    try {
      file = Path.of(name);
    } catch (InvalidPathException e) {
      throw new OptionException("Option --events: '" + name + "' is not a file name");
    }
    if (Files.isDirectory(file) || !Files.isReadable(file)) {
      throw new OptionException("Option --events: '" + name + "' is not a file that can be read");
    }
    return file;
  }
}
