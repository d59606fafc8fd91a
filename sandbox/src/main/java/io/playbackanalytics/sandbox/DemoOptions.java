package io.playbackanalytics.sandbox;

import io.playbackanalytics.sandbox.feed.RecordedEvents;
import io.playbackanalytics.sandbox.players.Mix;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

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

  static final String KAFKA_PORT = "--kafka-port";
  static final String WEB_PORT = "--web-port";
  static final String METRICS_PORT = "--metrics-port";
  static final String HELP = "--help";

  private static final String SECONDS = "--seconds";
  private static final String EVENTS = "--events";
  private static final String PLAYERS = "--players";
  private static final String LATE_PERCENT = "--late-percent";
  private static final String MALFORMED_PERCENT = "--malformed-percent";
  private static final String SEED = "--seed";
  private static final String JOB = "--job.";

  /** What the demo sets itself: its broker, and to read all that is there. */
  private static final Set<String> OWN_SETTINGS =
      Set.of("kafka.bootstrap-servers", "events.start", "events.bounded");

  private static final int HELP_COLUMNS = 100;
  private static final int MAX_PORT = 65_535;
  private static final int MAX_SECONDS = 7 * 24 * 3600;

  DemoOptions {
    jobArguments = List.copyOf(jobArguments);
  }

  /** Whether there is a file instead of players: then the events have an end. */
  boolean replays() {
    return events.isPresent();
  }

  /** What {@code --help} prints. */
  static String help() {
    return commandLine().setSeparator(" ").getUsageMessage(CommandLine.Help.Ansi.OFF);
  }

  /** The one line for somebody who typed something wrong. */
  static String oneLine(ParameterException wrong) {
    if (!(wrong instanceof UnmatchedArgumentException unknown)) {
      return wrong.getMessage();
    }
    String meant =
        unknown.getSuggestions().stream()
            .findFirst()
            .map(suggestion -> ": did you mean " + suggestion + "? ")
            .orElse(": ");
    return unknown.getMessage() + meant + HELP + " lists all";
  }

  /**
   * @throws ParameterException if an option is unknown, has no value or one that makes no sense
   */
  static DemoOptions parse(String... arguments) {
    List<String> own = new ArrayList<>();
    Map<String, String> job = new LinkedHashMap<>();
    divide(arguments, own, job);
    ParseResult given = commandLine().parseArgs(own.toArray(String[]::new));
    return new DemoOptions(
        Optional.ofNullable(given.<Long>matchedOptionValue(SECONDS, null)).map(Duration::ofSeconds),
        Optional.ofNullable(given.<Path>matchedOptionValue(EVENTS, null)),
        new Mix(
            integer(given, PLAYERS),
            value(given, LATE_PERCENT, Double.class),
            value(given, MALFORMED_PERCENT, Double.class),
            value(given, SEED, Long.class)),
        integer(given, KAFKA_PORT),
        integer(given, WEB_PORT),
        integer(given, METRICS_PORT),
        jobArguments(job));
  }

  /** For options that do not go together, or not with this machine. */
  static ParameterException wrong(String message) {
    return new ParameterException(commandLine(), message);
  }

  private static CommandLine commandLine() {
    CommandSpec spec = CommandSpec.create().name("./demo");
    spec.usageMessage()
        .customSynopsis("./demo [OPTION VALUE]...")
        .sortOptions(false)
        .width(HELP_COLUMNS)
        .description(
            "Runs the whole job on this machine: a Kafka broker, a Flink mini cluster and players.",
            "")
        .footer(
            "",
            "Settings of the job are options, too: --job.KEY VALUE, such as --job.window.size \"10 s\".",
            "",
            "Ctrl-C stops everything. After a file has been replayed all stays up for its topics to be"
                + " looked at, until Ctrl-C or until --seconds are over. Where the output is no"
                + " terminal and no --seconds are given, the demo ends with the replay.",
            "",
            "Exit codes: 0 ended, 1 the job failed, 2 an option is wrong.");
    spec.addOption(
            OptionSpec.builder(SECONDS)
                .paramLabel("N")
                .type(Long.class)
                .converters(new Range(1, MAX_SECONDS))
                .description("end by itself after N seconds (until Ctrl-C)")
                .build())
        .addOption(
            OptionSpec.builder(EVENTS)
                .paramLabel("FILE")
                .type(Path.class)
                .converters(DemoOptions::file)
                .description(
                    "replay JSON instead of simulating players: an event a line, or an array;"
                        + " plain or gzip")
                .build())
        .addOption(number(PLAYERS, "1000", 1, Mix.MAX_PLAYERS, "how many people play at a time"))
        .addOption(percent(LATE_PERCENT, "reports that are minutes old, per 100 events"))
        .addOption(percent(MALFORMED_PERCENT, "broken records, per 100 events"))
        .addOption(number(SEED, "1", Long.MIN_VALUE, Long.MAX_VALUE, "another seed, other players"))
        .addOption(port(KAFKA_PORT, "9092", "of the broker"))
        .addOption(port(WEB_PORT, "8081", "of Flink's web UI"))
        .addOption(port(METRICS_PORT, "9249", "of the Prometheus metrics"))
        .addOption(OptionSpec.builder(HELP).usageHelp(true).description("this text").build());
    return new CommandLine(spec);
  }

  private static OptionSpec port(String name, String standard, String meaning) {
    return option(name, "PORT", standard, meaning + "; 0: any free one")
        .type(Long.class)
        .converters(new Range(0, MAX_PORT))
        .build();
  }

  private static OptionSpec number(
      String name, String standard, long min, long max, String meaning) {
    return option(name, "N", standard, meaning)
        .type(Long.class)
        .converters(new Range(min, max))
        .build();
  }

  private static OptionSpec percent(String name, String meaning) {
    return option(name, "P", "1", meaning)
        .type(Double.class)
        .converters(DemoOptions::percent)
        .build();
  }

  private static OptionSpec.Builder option(
      String name, String label, String standard, String meaning) {
    return OptionSpec.builder(name)
        .paramLabel(label)
        .defaultValue(standard)
        .description(meaning + " (${DEFAULT-VALUE})");
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
      if (!argument.startsWith(JOB) || argument.length() == JOB.length()) {
        own.add(argument);
        continue;
      }
      int equals = argument.indexOf('=');
      if (equals < 0 && i + 1 == arguments.length) {
        throw wrong("Missing required parameter for option '" + argument + "'");
      }
      String key = argument.substring(JOB.length(), equals < 0 ? argument.length() : equals);
      String value = equals < 0 ? arguments[++i] : argument.substring(equals + 1);
      if (job.put(key, value) != null) {
        throw wrong("option '" + JOB + key + "' should be specified only once");
      }
    }
  }

  private static List<String> jobArguments(Map<String, String> settings) {
    List<String> arguments = new ArrayList<>();
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      if (OWN_SETTINGS.contains(setting.getKey())) {
        throw wrong(JOB + setting.getKey() + " cannot be set here: the demo decides it");
      }
      arguments.add("--" + setting.getKey());
      arguments.add(setting.getValue());
    }
    return arguments;
  }

  private static double percent(String text) {
    try {
      double percent = Double.parseDouble(text);
      if (percent >= 0 && percent <= Mix.MAX_PERCENT) {
        return percent;
      }
    } catch (NumberFormatException e) {
      throw notPercent(text);
    }
    throw notPercent(text);
  }

  private static TypeConversionException notPercent(String text) {
    return new TypeConversionException(
        "'%s' is not a number in 0..%.0f".formatted(text, Mix.MAX_PERCENT));
  }

  private static Path file(String name) {
    Path file;
    try {
      file = Path.of(name);
    } catch (InvalidPathException e) {
      throw new TypeConversionException("'" + name + "' is not a file name");
    }
    Optional<String> refusal = new RecordedEvents(file).refusal();
    if (refusal.isPresent()) {
      throw new TypeConversionException("'" + name + "' " + refusal.get());
    }
    return file;
  }

  /** A whole number with its bounds, which are part of the range. */
  private record Range(long min, long max) implements ITypeConverter<Long> {

    @Override
    public Long convert(String text) {
      try {
        long number = Long.parseLong(text);
        if (number >= min && number <= max) {
          return number;
        }
      } catch (NumberFormatException e) {
        throw outside(text);
      }
      throw outside(text);
    }

    private TypeConversionException outside(String text) {
      return new TypeConversionException(
          "'%s' is not a whole number in %d..%d".formatted(text, min, max));
    }
  }
}
