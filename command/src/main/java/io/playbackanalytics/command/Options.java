package io.playbackanalytics.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What was typed. Each method throws an {@link OptionException} that names the option, the value
 * and what would be right.
 *
 * @param given only what was typed
 * @param ofFamily values of the command's family of options by what stood in the place of {@code
 *     KEY}, in the order in which they came
 */
public record Options(Map<Option, String> given, Map<String, String> ofFamily) {

  private static final Pattern TIME = Pattern.compile("([1-9]\\d{0,4}) ?(s|min)");
  private static final Pattern SIZE = Pattern.compile("[1-9]\\d{0,5}[mgMG]");

  public Options {
    given = Map.copyOf(given);
  }

  public boolean has(Option option) {
    return given.containsKey(option);
  }

  /** What was typed, or the standard. */
  public String text(Option option) {
    return given.getOrDefault(option, option.standard());
  }

  public long number(Option option, long min, long max) throws OptionException {
    try {
      long value = Long.parseLong(text(option));
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw wrong(option, text(option), "a whole number in " + min + ".." + max);
    }
    throw wrong(option, text(option), "a whole number in " + min + ".." + max);
  }

  public int integer(Option option, int min, int max) throws OptionException {
    return (int) number(option, min, max);
  }

  /** A number from 0 to {@code max}. */
  public double fraction(Option option, double max) throws OptionException {
    String right = "a number in 0..%.0f".formatted(max);
    try {
      double value = Double.parseDouble(text(option));
      if (value >= 0 && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw wrong(option, text(option), right);
    }
    throw wrong(option, text(option), right);
  }

  public Duration time(Option option) throws OptionException {
    Matcher matcher = TIME.matcher(text(option));
    if (!matcher.matches()) {
      throw wrong(option, text(option), "a time such as 30 s or 5 min");
    }
    long number = Long.parseLong(matcher.group(1));
    return matcher.group(2).equals("s") ? Duration.ofSeconds(number) : Duration.ofMinutes(number);
  }

  /** Memory as the JVM's {@code -Xmx} takes it. */
  public String memory(Option option) throws OptionException {
    if (!SIZE.matcher(text(option)).matches()) {
      throw wrong(option, text(option), "a size such as 4g or 512m");
    }
    return text(option);
  }

  /** The absolute path, if the option is given. */
  public Optional<Path> folder(Option option) {
    return Optional.ofNullable(given.get(option)).map(name -> Path.of(name).toAbsolutePath());
  }

  /** Some of the known names, separated by commas. */
  public List<String> some(Option option, List<String> known) throws OptionException {
    List<String> names = List.of(text(option).split(",", -1));
    for (String name : names) {
      if (!known.contains(name)) {
        throw wrong(option, name, "one of " + String.join(",", known));
      }
    }
    return names;
  }

  /** For a value that makes no sense. */
  public static OptionException wrong(Option option, String text, String right) {
    return new OptionException("Option %s: '%s' is not %s".formatted(option.flag(), text, right));
  }
}
