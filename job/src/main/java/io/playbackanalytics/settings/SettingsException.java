package io.playbackanalytics.settings;

import java.util.regex.Pattern;

/**
 * The job cannot start with these settings. The message is one line that names the key, the value
 * and what would be right; there is no stack trace, since the fault is not in the code.
 */
public final class SettingsException extends RuntimeException {

  private static final long serialVersionUID = 1;
  private static final Pattern NOT_IN_A_LINE = Pattern.compile("[\\p{Cc}\\u2028\\u2029]");

  public SettingsException(String message) {
    super(oneLine(message), null, false, false);
  }

  /** Keys and values are quoted in messages, and may hold anything. */
  private static String oneLine(String message) {
    return NOT_IN_A_LINE
        .matcher(message)
        .replaceAll(match -> String.format("\\\\u%04x", (int) match.group().charAt(0)));
  }
}
