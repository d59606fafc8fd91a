package io.playbackanalytics.ingest.silence;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How long one reader has been asking without any broker having answered: the sum of its polls
 * since the last one that brought an answer. What lies between two polls does not count, since
 * nobody listens then: a reader that is held back by those behind it says nothing of brokers.
 *
 * <p>To be used by the thread that polls, and to be looked at by any other.
 */
public final class BrokerSilence {

  private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

  private final LongSupplier nanoTime;
  private boolean known;
  private boolean asking;
  private long askingSince;
  private long silentNanos;
  private double answers;

  public BrokerSilence(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** The reader asks, until {@link #heard}; if it does already, since then. */
  public synchronized void ask() {
    known = true;
    if (!asking) {
      asking = true;
      askingSince = nanoTime.getAsLong();
    }
  }

  /**
   * The reader has asked.
   *
   * @param answersSoFar how many answers it has got since it is there
   */
  public synchronized void heard(double answersSoFar) {
    silentNanos = answersSoFar > answers ? 0 : silentNanos + nanosAsked();
    answers = answersSoFar;
    asking = false;
  }

  /** There is no reader any more; the next one begins afresh. */
  public synchronized void end() {
    known = false;
    asking = false;
    silentNanos = 0;
    answers = 0;
  }

  /** {@code NaN} as long as nobody asks. */
  public synchronized double seconds() {
    return known ? (silentNanos + nanosAsked()) / NANOS_PER_SECOND : Double.NaN;
  }

  private long nanosAsked() {
    return asking ? nanoTime.getAsLong() - askingSince : 0;
  }
}
