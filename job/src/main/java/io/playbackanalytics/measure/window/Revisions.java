package io.playbackanalytics.measure.window;

import java.time.Instant;

/**
 * Numbers the publications of a window so that the highest number is that of the newest, whatever
 * happened in between. A counter in state would not do: with at-least-once delivery a restart goes
 * back to the checkpoint, and would number what comes then like what was published since, of which
 * it knows nothing.
 *
 * <p>So numbers start at the epoch milliseconds at which this attempt of the job began, and grow by
 * one. No attempt publishes a window as often as once a millisecond, so that all numbers of the
 * attempts before it are below. That relies on the TaskManagers' clocks: if the one that an attempt
 * moves to were behind by more than the time since the attempt before it began, a record that was
 * superseded could keep the highest number. Attempts that took a checkpoint are numbered right
 * whatever the clocks say.
 */
public final class Revisions {

  /** The number of a window that was never published. */
  public static final long NONE = 0;

  private final long first;

  private Revisions(long first) {
    this.first = first;
  }

  /**
   * The revisions of an attempt.
   *
   * @param beginning when it began, after 1970
   * @param firstBefore {@link #first} of the newest attempt that is known of, {@link #NONE} if none
   *     is
   */
  public static Revisions ofAttempt(Instant beginning, long firstBefore) {
    return new Revisions(Math.max(beginning.toEpochMilli(), firstBefore + 1));
  }

  /** The first number that this attempt gives. */
  public long first() {
    return first;
  }

  /** The number that follows {@code previous}, which is of any attempt, or {@link #NONE}. */
  long next(long previous) {
    return Math.max(previous + 1, first);
  }
}
