package io.playbackanalytics.command;

/** An option that can't be used; the message is one line for the person who typed it. */
public final class OptionException extends Exception {

  private static final long serialVersionUID = 1L;

  public OptionException(String message) {
    super(message);
  }
}
