package io.playbackanalytics.benchmark.option;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The kinds of options that the commands of this module have. What makes no sense is refused with a
 * line that names the option, the value and what would be right.
 */
public final class Options {

  public static final String HELP = "--help";

  private static final Pattern TIME = Pattern.compile("([1-9]\\d{0,4}) ?(s|min)");
  private static final Pattern MEMORY = Pattern.compile("[1-9]\\d{0,5}[mgMG]");
  private static final int HELP_COLUMNS = 110;

  private Options() {}

  /**
   * A command with its options, in the order in which {@code --help} lists them.
   *
   * @param does what it is for
   * @param codes its exit codes
   */
  public static CommandLine command(
      String name, String does, String codes, List<OptionSpec> options) {
    CommandSpec spec = CommandSpec.create().name(name);
    spec.usageMessage()
        .customSynopsis(name + " [OPTION VALUE]...")
        .sortOptions(false)
        .width(HELP_COLUMNS)
        .description(does, "")
        .footer("", codes);
    options.forEach(spec::addOption);
    spec.addOption(OptionSpec.builder(HELP).usageHelp(true).description("this text").build());
    return new CommandLine(spec);
  }

  /** What {@code --help} prints. */
  public static String help(CommandLine command) {
    return command.setSeparator(" ").getUsageMessage(CommandLine.Help.Ansi.OFF);
  }

  /** The one line for somebody who typed something wrong. */
  public static String oneLine(ParameterException wrong) {
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

  /** A whole number from {@code min} to {@code max}. */
  public static OptionSpec number(
      String name, String standard, long min, long max, String meaning) {
    return option(name, "N", meaning, Long.class, text -> whole(text, min, max))
        .defaultValue(standard)
        .build();
  }

  /** A whole number of seconds or minutes. */
  public static OptionSpec time(String name, String standard, String meaning) {
    return option(name, "TIME", meaning, Duration.class, Options::duration)
        .defaultValue(standard)
        .build();
  }

  /** Memory as the JVM's {@code -Xmx} takes it. */
  public static OptionSpec memory(String name, String standard, String meaning) {
    return option(name, "SIZE", meaning, String.class, Options::size)
        .defaultValue(standard)
        .build();
  }

  public static OptionSpec text(String name, String label, String standard, String meaning) {
    return option(name, label, meaning, String.class, text -> text).defaultValue(standard).build();
  }

  /**
   * A folder.
   *
   * @param standard which one it is if none is given; only described here
   */
  public static OptionSpec folder(String name, String standard, String meaning) {
    return OptionSpec.builder(name)
        .paramLabel("FOLDER")
        .type(Path.class)
        .description(meaning + " (" + standard + ")")
        .build();
  }

  /** What was typed, or the default. */
  private static <T> T value(ParseResult given, String name, Class<T> type) {
    return type.cast(given.commandSpec().findOption(name).getValue());
  }

  public static String text(ParseResult given, String name) {
    return value(given, name, String.class);
  }

  public static long number(ParseResult given, String name) {
    return value(given, name, Long.class);
  }

  public static int integer(ParseResult given, String name) {
    return Math.toIntExact(number(given, name));
  }

  public static Duration time(ParseResult given, String name) {
    return value(given, name, Duration.class);
  }

  /** The absolute path, if the option is given. */
  public static Optional<Path> folder(ParseResult given, String name) {
    return Optional.ofNullable(given.<Path>matchedOptionValue(name, null))
        .map(Path::toAbsolutePath);
  }

  /** Some of the known names, separated by commas. */
  public static List<String> some(ParseResult given, String name, List<String> known) {
    List<String> names = List.of(text(given, name).split(",", -1));
    for (String each : names) {
      if (!known.contains(each)) {
        throw wrong(given, name, each, "one of " + String.join(",", known));
      }
    }
    return names;
  }

  /** For a value that makes no sense beside the others. */
  public static ParameterException wrong(
      ParseResult given, String name, String value, String right) {
    return new ParameterException(
        given.commandSpec().commandLine(),
        "Invalid value for option '%s': '%s' is not %s".formatted(name, value, right));
  }

  private static <T> OptionSpec.Builder option(
      String name, String label, String meaning, Class<T> type, ITypeConverter<T> converter) {
    return OptionSpec.builder(name)
        .paramLabel(label)
        .type(type)
        .converters(converter)
        .description(meaning + " (${DEFAULT-VALUE})");
  }

  private static long whole(String text, long min, long max) {
    String right = "a whole number in " + min + ".." + max;
    try {
      long value = Long.parseLong(text);
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw isNot(text, right);
    }
    throw isNot(text, right);
  }

  private static Duration duration(String text) {
    Matcher matcher = TIME.matcher(text);
    if (!matcher.matches()) {
      throw isNot(text, "a time such as 30 s or 5 min");
    }
    long number = Long.parseLong(matcher.group(1));
    return matcher.group(2).equals("s") ? Duration.ofSeconds(number) : Duration.ofMinutes(number);
  }

  private static String size(String text) {
    if (!MEMORY.matcher(text).matches()) {
      throw isNot(text, "a size such as 4g or 512m");
    }
    return text;
  }

  private static TypeConversionException isNot(String text, String right) {
    return new TypeConversionException("'" + text + "' is not " + right);
  }
}
