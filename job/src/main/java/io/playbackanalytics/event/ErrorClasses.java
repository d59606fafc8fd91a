package io.playbackanalytics.event;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The class of an {@code error_code}, by a table: a line for each pattern, {@code pattern class},
 * of which the first that matches counts. In a pattern {@code *} stands for any text; upper and
 * lower case are the same. Blank lines and what follows a {@code #} mean nothing.
 */
public final class ErrorClasses {

  /** The table {@code error-classes.txt} of this jar. */
  public static final ErrorClasses DEFAULT = read("/error-classes.txt");

  /** What comes behind is not looked at: codes are short, and events are not to be trusted. */
  private static final int LONGEST_CODE = 200;

  /**
   * @param parts what stands between the {@code *} of the pattern, in upper case
   */
  private record Row(List<String> parts, ErrorClass errorClass) {

    boolean matches(String code) {
      String first = parts.get(0);
      String last = parts.get(parts.size() - 1);
      if (parts.size() == 1) {
        return code.equals(first);
      }
      int from = first.length();
      int to = code.length() - last.length();
      if (from > to || !code.startsWith(first) || !code.endsWith(last)) {
        return false;
      }
      for (String part : parts.subList(1, parts.size() - 1)) {
        int found = code.indexOf(part, from);
        if (found < 0) {
          return false;
        }
        from = found + part.length();
      }
      return from <= to;
    }
  }

  private final List<Row> rows;

  private ErrorClasses(List<Row> rows) {
    this.rows = List.copyOf(rows);
  }

  /**
   * Reads a table.
   *
   * @throws IllegalArgumentException for a line that is none, naming it
   */
  public static ErrorClasses of(String table) {
    List<Row> rows = new ArrayList<>();
    List<String> lines = table.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).replaceFirst("#.*", "").strip();
      if (!line.isEmpty()) {
        rows.add(row(i + 1, line));
      }
    }
    return new ErrorClasses(rows);
  }

  private static Row row(int number, String line) {
    String[] words = line.split("\\s+", -1);
    try {
      if (words.length == 2) {
        return new Row(
            List.of(upperCase(words[0]).split("\\*", -1)), ErrorClass.valueOf(upperCase(words[1])));
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "line %d: no error class: %s".formatted(number, words[1]), e);
    }
    throw new IllegalArgumentException(
        "line %d: not a pattern and a class: %s".formatted(number, line));
  }

  private static String upperCase(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  private static ErrorClasses read(String resource) {
    try (InputStream in =
        Objects.requireNonNull(ErrorClasses.class.getResourceAsStream(resource), resource)) {
      return of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The class of a code that is not empty. */
  public ErrorClass classOf(String code) {
    String known = upperCase(code.substring(0, Math.min(code.length(), LONGEST_CODE)));
    for (Row row : rows) {
      if (row.matches(known)) {
        return row.errorClass();
      }
    }
    return ErrorClass.OTHER;
  }
}
