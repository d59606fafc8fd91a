package io.playbackanalytics.command;

import io.playbackanalytics.settings.EditDistance;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A command with its options.
 *
 * @param help what {@code --help} prints; {@code %s} stands for the options, one a line
 * @param options in the order in which {@code --help} lists them
 * @param family options that are taken whatever their names end with: its key ends with {@code
 *     KEY}, which stands for the rest; empty: none
 */
public record Command(String help, List<Option> options, Optional<Option> family) {

  public static final String HELP = "--help";

  private static final String ANY = "KEY";
  private static final String GAP = "  ";

  public Command {
    options = List.copyOf(options);
    family.ifPresent(
        option -> {
          if (!option.key().endsWith(ANY)) {
            throw new IllegalArgumentException(option.key() + " does not end with " + ANY);
          }
        });
  }

  public Command(String help, Option... options) {
    this(help, List.of(options), Optional.empty());
  }

  /** The text for {@code --help}. */
  public String explained() {
    List<Option> all = Stream.concat(options.stream(), family.stream()).toList();
    int width = GAP.length() + all.stream().mapToInt(o -> typed(o).length()).max().orElse(0);
    StringBuilder lines = new StringBuilder();
    for (Option option : all) {
      lines.append(line(typed(option), width, option.meaning() + " (" + option.standard() + ")"));
      lines.append('\n');
    }
    return help.formatted(lines.append(line(HELP, width, "this text")));
  }

  /**
   * Reads a command line.
   *
   * @throws OptionException if an option is unknown, given twice or has no value
   */
  public Options parse(String... arguments) throws OptionException {
    Map<Option, String> given = new HashMap<>();
    Map<String, String> ofFamily = new LinkedHashMap<>();
    for (int i = 0; i < arguments.length; i += 2) {
      String flag = arguments[i];
      Optional<Option> option = named(flag);
      Optional<String> rest = ofFamily(flag);
      if (option.isEmpty() && rest.isEmpty()) {
        throw new OptionException(
            "Unknown option %s: did you mean %s? --help lists all".formatted(flag, nearest(flag)));
      }
      if (i + 1 == arguments.length) {
        throw new OptionException("Option " + flag + " needs a value");
      }
      String value = arguments[i + 1];
      boolean twice =
          option.isPresent()
              ? given.put(option.get(), value) != null
              : ofFamily.put(rest.orElseThrow(), value) != null;
      if (twice) {
        throw new OptionException("Option " + flag + " is given twice");
      }
    }
    return new Options(given, ofFamily);
  }

  private Optional<Option> named(String flag) {
    return options.stream().filter(option -> option.flag().equals(flag)).findFirst();
  }

  /** What stands in the place of {@code KEY}. */
  private Optional<String> ofFamily(String flag) {
    return family
        .map(option -> option.flag().substring(0, option.flag().length() - ANY.length()))
        .filter(start -> flag.startsWith(start) && flag.length() > start.length())
        .map(start -> flag.substring(start.length()));
  }

  /** The flag that a typing error most probably meant. */
  private String nearest(String flag) {
    return options.stream()
        .map(Option::flag)
        .min(Comparator.comparingInt(known -> EditDistance.between(flag, known)))
        .orElse(HELP);
  }

  private static String typed(Option option) {
    return option.flag() + " " + option.placeholder();
  }

  private static String line(String typed, int width, String meaning) {
    return GAP + typed + " ".repeat(width - typed.length()) + meaning;
  }
}
