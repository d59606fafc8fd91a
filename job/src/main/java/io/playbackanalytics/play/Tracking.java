package io.playbackanalytics.play;

import java.time.Duration;

/** What all sessions have in common. */
public final class Tracking {

  final PlayRules rules;
  final Duration horizon;
  final Tags unknown;

  /** A session of which nothing is known; not changed by anybody. */
  final PlayMachine fresh;

  /**
   * @param horizon how far behind the watermark a report may be that still changes windows
   * @param unknown the dimensions before anything is said
   */
  public Tracking(PlayRules rules, Duration horizon, Tags unknown) {
    this.rules = rules;
    this.horizon = horizon;
    this.unknown = unknown;
    fresh = new PlayMachine(rules, unknown);
  }

  /** Whether what comes so soon after a seek, or another one, belongs to it. */
  boolean isWithinGrace(long seekAt, long later) {
    return later - seekAt <= rules.seekGrace().toMillis();
  }

  /** The watermark from which on nothing changes any more of what was at that time. */
  long settledAt(long time) {
    return time + horizon.toMillis();
  }

  /**
   * The watermark at which something becomes of a session by itself.
   *
   * @param settles that at which its first play can be handed on; {@link Long#MAX_VALUE} if none is
   *     closed
   */
  long dueAt(PlayMachine newest, long settles) {
    long due = Math.min(newest.deadline(), settles);
    return due == Long.MAX_VALUE ? forgottenAt(newest) : due;
  }

  /** It may go on after the longest pause, and what it said of itself until then holds. */
  long forgottenAt(PlayMachine newest) {
    return newest.lastEvidence() + horizon.plus(rules.pauseCap()).plus(rules.silence()).toMillis();
  }
}
