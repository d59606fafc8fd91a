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
}
