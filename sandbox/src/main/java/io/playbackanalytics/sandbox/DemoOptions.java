package io.playbackanalytics.sandbox;

import io.playbackanalytics.sandbox.players.Mix;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * What the demo is asked to do.
 *
 * @param runFor how long all of it is up; empty: until stopped, or where nobody is there to stop
 *     it, until the file is through
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

  /** What the demo sets itself: its broker, to read all that is there, and to count it at once. */
  private static final Set<String> OWN_SETTINGS =
      Set.of("kafka.bootstrap-servers", "events.start", "events.bounded", "metrics.first-scrape");

  DemoOptions {
    jobArguments = List.copyOf(jobArguments);
  }

  /** Whether there is a file instead of players: then the events have an end. */
  boolean replays() {
    return events.isPresent();
  }

  /**
   * @throws ParameterException if an option is unknown, has no value or one that makes no sense
   */
  static DemoOptions parse(String... arguments) {
    List<String> own = new ArrayList<>();
    Map<String, String> job = new LinkedHashMap<>();
    divide(arguments, own, job);
    ParseResult given = DemoCommand.commandLine().parseArgs(own.toArray(String[]::new));
    return new DemoOptions(
        Optional.ofNullable(given.<Long>matchedOptionValue(DemoCommand.SECONDS, null))
            .map(Duration::ofSeconds),
        Optional.ofNullable(given.<Path>matchedOptionValue(DemoCommand.EVENTS, null)),
        new Mix(
            integer(given, DemoCommand.PLAYERS),
            value(given, DemoCommand.LATE_PERCENT, Double.class),
            value(given, DemoCommand.MALFORMED_PERCENT, Double.class),
            value(given, DemoCommand.SEED, Long.class)),
        integer(given, DemoCommand.KAFKA_PORT),
        integer(given, DemoCommand.WEB_PORT),
        integer(given, DemoCommand.METRICS_PORT),
        jobArguments(job));
  }

  /** What was typed, or the default. */
  private static <T> T value(ParseResult given, String name, Class<T> type) {
    return type.cast(given.commandSpec().findOption(name).getValue());
  }

  private static int integer(ParseResult given, String name) {
    return Math.toIntExact(value(given, name, Long.class));
  }

  /** Puts the job's settings aside: which of them there are only the job knows. */
  private static void divide(String[] arguments, List<String> own, Map<String, String> job) {
    for (int i = 0; i < arguments.length; i++) {
      String argument = arguments[i];
      if (!argument.startsWith(DemoCommand.JOB) || argument.length() == DemoCommand.JOB.length()) {
        own.add(argument);
        continue;
      }
      int equals = argument.indexOf('=');
      if (equals < 0 && i + 1 == arguments.length) {
        throw DemoCommand.wrong("Missing required parameter for option '" + argument + "'");
      }
      String key =
          argument.substring(DemoCommand.JOB.length(), equals < 0 ? argument.length() : equals);
      String value = equals < 0 ? arguments[++i] : argument.substring(equals + 1);
      if (job.put(key, value) != null) {
        throw DemoCommand.wrong(
            "option '" + DemoCommand.JOB + key + "' should be specified only once");
      }
    }
  }

  private static List<String> jobArguments(Map<String, String> settings) {
    List<String> arguments = new ArrayList<>();
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      if (OWN_SETTINGS.contains(setting.getKey())) {
        throw DemoCommand.wrong(
            DemoCommand.JOB + setting.getKey() + " cannot be set here: the demo decides it");
      }
      arguments.add("--" + setting.getKey());
      arguments.add(setting.getValue());
    }
    return arguments;
  }
}
