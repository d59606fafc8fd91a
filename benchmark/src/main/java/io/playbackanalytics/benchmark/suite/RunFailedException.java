package io.playbackanalytics.benchmark.suite;

/** A run did not end well, or computed something else than the others; the message says what. */
public final class RunFailedException extends Exception {

  private static final long serialVersionUID = 1L;

  public RunFailedException(String message) {
    super(message);
  }
}
