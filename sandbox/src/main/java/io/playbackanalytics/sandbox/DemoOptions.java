package io.playbackanalytics.sandbox;

import io.playbackanalytics.command.Command;
import io.playbackanalytics.command.Option;
import io.playbackanalytics.command.OptionException;
import io.playbackanalytics.command.Options;
import io.playbackanalytics.sandbox.players.Mix;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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

  static final Option KAFKA_PORT =
      new Option("kafka-port", "PORT", "9092", "of the broker; 0: any free one");
  static final Option WEB_PORT =
      new Option("web-port", "PORT", "8081", "of Flink's web UI; 0: any free one");
  static final Option METRICS_PORT =
      new Option("metrics-port", "PORT", "9249", "of the Prometheus metrics; 0: any free one");

  private static final Option SECONDS =
      new Option("seconds", "N", "until Ctrl-C", "end by itself after N seconds of playback");
  private static final Option EVENTS =
      new Option(
          "events", "FILE", "players", "replay newline-delimited JSON instead of simulating");
  private static final Option PLAYERS =
      new Option("players", "N", "1000", "how many people play at the same time");
  private static final Option LATE_PERCENT =
      new Option("late-percent", "P", "1", "reports that are minutes old, per 100 events");
  private static final Option MALFORMED_PERCENT =
      new Option("malformed-percent", "P", "1", "broken records, per 100 events");
  private static final Option SEED = new Option("seed", "N", "1", "another seed, other players");

  private static final Option JOB_SETTING =
      new Option(
          "job.KEY", "VALUE", "the job's default", "a setting, such as --job.window.size \"10 s\"");

  static final Command COMMAND =
      new Command(
          """
          Runs the whole job on this machine: a Kafka broker, a Flink mini cluster and players.

          ./demo [OPTION VALUE]...
          %s

          Ctrl-C stops everything. Exit codes: 0 ended, 1 the job failed, 2 an option is wrong.
          """,
          List.of(
              SECONDS,
              EVENTS,
              PLAYERS,
              LATE_PERCENT,
              MALFORMED_PERCENT,
              SEED,
              KAFKA_PORT,
              WEB_PORT,
              METRICS_PORT),
          Optional.of(JOB_SETTING));

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
    Options options = COMMAND.parse(arguments);
    Optional<Duration> runFor = Optional.empty();
    if (options.has(SECONDS)) {
      runFor = Optional.of(Duration.ofSeconds(options.number(SECONDS, 1, MAX_SECONDS)));
    }
    Optional<Path> events = Optional.empty();
    if (options.has(EVENTS)) {
      events = Optional.of(file(options.text(EVENTS)));
    }
    return new DemoOptions(
        runFor,
        events,
        new Mix(
            options.integer(PLAYERS, 1, Mix.MAX_PLAYERS),
            options.fraction(LATE_PERCENT, Mix.MAX_PERCENT),
            options.fraction(MALFORMED_PERCENT, Mix.MAX_PERCENT),
            options.number(SEED, Long.MIN_VALUE, Long.MAX_VALUE)),
        options.integer(KAFKA_PORT, 0, MAX_PORT),
        options.integer(WEB_PORT, 0, MAX_PORT),
        options.integer(METRICS_PORT, 0, MAX_PORT),
        jobArguments(options.ofFamily()));
  }

  private static List<String> jobArguments(Map<String, String> settings) throws OptionException {
    List<String> arguments = new ArrayList<>();
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      if (OWN_SETTINGS.contains(setting.getKey())) {
        throw new OptionException(
            "--job." + setting.getKey() + " cannot be set here: the demo decides it");
      }
      arguments.add("--" + setting.getKey());
      arguments.add(setting.getValue());
    }
    return arguments;
  }

  private static Path file(String name) throws OptionException {
    Path file;
    try {
      file = Path.of(name);
    } catch (InvalidPathException e) {
      throw Options.wrong(EVENTS, name, "a file name");
    }
    if (Files.isDirectory(file) || !Files.isReadable(file)) {
      throw Options.wrong(EVENTS, name, "a file that can be read");
    }
    return file;
  }
}
