package io.playbackanalytics.settings;

/**
 * The job cannot start with these settings. The message is one line that names the key, the value
 * and what would be right; there is no stack trace, since the fault is not in the code.
 */
public final class SettingsException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public SettingsException(String message) {
    super(message, null, false, false);
  }
}
