package io.playbackanalytics.sandbox.summary;

import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;

/**
 * What one cohort's windows add up to over the whole run. Only windows that follow each other
 * without overlap count, each with its last revision, so every event counts once.
 */
final class RunTotals {

  private final Duration revisableFor;
  private final TreeMap<Instant, QualityRecord> revisable = new TreeMap<>();
  private Sums sums = Sums.NONE;
  private long windows;

  /**
   * @param revisableFor windows that are older than the newest by more than that do not change
   */
  RunTotals(Duration revisableFor) {
    this.revisableFor = revisableFor;
  }

  void add(QualityRecord record) {
    if (!record.inTumblingSequence()) {
      return;
    }
    QualityRecord before = revisable.get(record.windowEnd());
    if (before == null) {
      windows++;
    } else if (before.revision() > record.revision()) {
      return;
    } else {
      sums = sums.minus(before.sums());
    }
    sums = sums.plus(record.sums());
    revisable.put(record.windowEnd(), record);
    revisable.headMap(revisable.lastKey().minus(revisableFor)).clear();
  }

  Sums sums() {
    return sums;
  }

  /** How many windows the sums are from. */
  long windows() {
    return windows;
  }
}
