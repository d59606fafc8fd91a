package io.playbackanalytics.measure.window;

import java.time.Clock;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * What one source subtask may conclude, from what it knows of watermarks, about how late an event
 * is for the job.
 *
 * <p>The job's watermark, which decides when windows fire and expire, is the lowest of all
 * subtasks'. So it is never above a subtask's own, with two exceptions: while the subtask was idle
 * the others went on without it, and after a restart its own starts afresh. In both cases an event
 * that is punctual by the subtask's own watermark may be too late for its windows, which have been
 * published and forgotten; counted now, it would bring them back with nearly nothing in them. How
 * far the others may be is bounded: by the highest watermark of the checkpoint, and by the wall
 * clock, which no watermark passes.
 *
 * <p>Windows do not wait for a subtask again just because it is active again, but only once its
 * watermark has come up to theirs. Only they can tell: if the barrier of a checkpoint, and with it
 * the subtask's watermark, got to them when they were no further, they have waited for it since,
 * and do so until it is idle the next time. Then there is no doubt any more.
 */
public final class Punctuality {

  /** How far apart the clocks of two TaskManagers may be. */
  static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(5);

  private final Lateness lateness;
  private final Clock wallClock;
  private final long restored;
  private long own = Long.MIN_VALUE;
  private boolean active = true;
  private boolean mayBePassed;

  /** The last barrier that went out behind a watermark that counts, and that watermark. */
  private OptionalLong checkpoint = OptionalLong.empty();

  private long ownAtBarrier;

  /**
   * @param restored the highest watermark of any subtask at the checkpoint that this start goes on
   *     from; {@link Long#MIN_VALUE} if there is none
   */
  public Punctuality(Lateness lateness, Clock wallClock, long restored) {
    this.lateness = lateness;
    this.wallClock = wallClock;
    this.restored = restored;
  }

  /** The newest slice, by its end, whose events are too late for all of their windows. */
  public long lateUpTo() {
    return lateness.lateUpTo(own);
  }

  /**
   * The newest slice, by its end, whose events are not surely punctual. Of those that are not late,
   * only who knows the job's watermark can tell.
   */
  public long doubtfulUpTo() {
    return lateness.lateUpTo(highestPossible());
  }

  public void advance(long watermark) {
    own = watermark;
  }

  /** Whether windows may be going on without this subtask: only the wall clock binds them. */
  public boolean mayBePassed() {
    return mayBePassed;
  }

  /** From now on the job's watermark may pass this subtask's. */
  public void idle() {
    active = false;
    mayBePassed = true;
    checkpoint = OptionalLong.empty();
  }

  /** From now on windows wait for this subtask again, once its watermark has come up to theirs. */
  public void active() {
    active = true;
  }

  /** The barrier of a checkpoint goes out, behind the watermark of now. */
  public void barrier(long ofCheckpoint) {
    checkpoint = active ? OptionalLong.of(ofCheckpoint) : OptionalLong.empty();
    ownAtBarrier = own;
  }

  /** Whether it matters how far the job was when that checkpoint's barriers went through it. */
  public boolean waitsFor(long ofCheckpoint) {
    return mayBePassed && checkpoint.equals(OptionalLong.of(ofCheckpoint));
  }

  /**
   * The job's watermark was nowhere above {@code highest} at the barriers of the checkpoint that
   * this {@linkplain #waitsFor waits for}.
   */
  public void jobWasAt(long highest) {
    mayBePassed &= ownAtBarrier < highest;
  }

  /** The subtask's own watermark; {@link Long#MIN_VALUE} before the first. */
  public long watermark() {
    return own;
  }

  /** No watermark of the job is above this. */
  private long highestPossible() {
    return mayBePassed
        ? Math.max(own, wallClock.millis() + CLOCK_TOLERANCE.toMillis())
        : Math.max(own, restored);
  }
}
