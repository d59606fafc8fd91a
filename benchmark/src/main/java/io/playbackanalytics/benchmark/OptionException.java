package io.playbackanalytics.benchmark;

/** An option is unknown or has a value that makes no sense; the message is one line. */
public final class OptionException extends Exception {

  private static final long serialVersionUID = 1L;

  public OptionException(String message) {
    super(message);
  }
}
