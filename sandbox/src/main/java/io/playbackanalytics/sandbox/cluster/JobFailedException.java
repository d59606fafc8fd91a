package io.playbackanalytics.sandbox.cluster;

import org.apache.flink.util.SerializedThrowable;

/** The job did not do what it was started for. */
public final class JobFailedException extends Exception {

  private static final long serialVersionUID = 1L;

  JobFailedException(String message) {
    super(message);
  }

  JobFailedException(String message, Throwable cause) {
    super(message + ": " + rootOf(cause), cause);
  }

  /** One line that says what lies at the bottom of a chain of causes. */
  private static String rootOf(Throwable cause) {
    Throwable root = cause;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    String text =
        root instanceof SerializedThrowable serialized ? serialized.getMessage() : root.toString();
    return String.valueOf(text).lines().findFirst().orElse(root.getClass().getName());
  }
}
