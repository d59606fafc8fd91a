package io.playbackanalytics.sandbox;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C and SIGTERM into a request that the main thread sees between two steps, so that it
 * alone starts, stops and prints.
 *
 * <p>If it has not stopped after four seconds the process ends anyway, without its folder.
 */
final class StopSignal implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(4);

  /** 128 + SIGINT, as a shell would report it. */
  private static final int INTERRUPTED = 130;

  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile boolean raised;

  /** Starts to listen for signals. */
  static StopSignal listen(DemoFolder folder) {
    StopSignal signal = new StopSignal();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> signal.raise(folder), "stop"));
    return signal;
  }

  boolean raised() {
    return raised;
  }

  /** Says that everything is stopped. */
  @Override
  public void close() {
    stopped.countDown();
  }

  private void raise(DemoFolder folder) {
    raised = true;
    try {
      if (!stopped.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        folder.close();
        Runtime.getRuntime().halt(INTERRUPTED);
      }
    } catch (InterruptedException e) {
      Runtime.getRuntime().halt(INTERRUPTED);
    }
  }
}
