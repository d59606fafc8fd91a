package io.playbackanalytics.benchmark.contender;

import io.playbackanalytics.benchmark.gate.Sums;

/** What a contender computed, and where that is. */
public sealed interface Outcome {

  /** Windows, written to the topic that the task named. */
  record Windows() implements Outcome {}

  /** The sums over all events. */
  record Totals(Sums sums) implements Outcome {}

  /** How many records there were, and nothing of what they held. */
  record Count(long records) implements Outcome {}
}
