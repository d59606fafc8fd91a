package io.playbackanalytics.sandbox;

/** An option that can't be used; the message is one line for the person who typed it. */
final class OptionException extends Exception {

  private static final long serialVersionUID = 1L;

  OptionException(String message) {
    super(message);
  }
}
