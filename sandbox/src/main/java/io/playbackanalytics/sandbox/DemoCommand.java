package io.playbackanalytics.sandbox;

import io.playbackanalytics.sandbox.feed.RecordedEvents;
import io.playbackanalytics.sandbox.players.Mix;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** How {@code ./demo} is typed: its options, what they take, and what is said about a wrong one. */
final class DemoCommand {

  static final String KAFKA_PORT = "--kafka-port";
  static final String WEB_PORT = "--web-port";
  static final String METRICS_PORT = "--metrics-port";
  static final String HELP = "--help";

  static final String SECONDS = "--seconds";
  static final String EVENTS = "--events";
  static final String PLAYERS = "--players";
  static final String LATE_PERCENT = "--late-percent";
  static final String MALFORMED_PERCENT = "--malformed-percent";
  static final String SEED = "--seed";
  static final String JOB = "--job.";

  private static final int HELP_COLUMNS = 100;
  private static final int MAX_PORT = 65_535;
  private static final int MAX_SECONDS = 7 * 24 * 3600;

  private DemoCommand() {}

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

  /** For options that do not go together, or not with this machine. */
  static ParameterException wrong(String message) {
    return new ParameterException(commandLine(), message);
  }

  static CommandLine commandLine() {
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
                .converters(DemoCommand::file)
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
        .converters(DemoCommand::percent)
        .build();
  }

  private static OptionSpec.Builder option(
      String name, String label, String standard, String meaning) {
    return OptionSpec.builder(name)
        .paramLabel(label)
        .defaultValue(standard)
        .description(meaning + " (${DEFAULT-VALUE})");
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
