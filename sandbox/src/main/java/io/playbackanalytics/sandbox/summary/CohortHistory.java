package io.playbackanalytics.sandbox.summary;

import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;

/**
 * The windows of one cohort, each by the record that counts: of a window's records the one with the
 * highest revision.
 *
 * <p>Sums are those of the windows that follow each other without overlap, so every event counts
 * once.
 */
final class CohortHistory {

  private final Duration remembered;
  private final TreeMap<Instant, Window> windows = new TreeMap<>();
  private QualityRecord last;
  private Sums total = Sums.NONE;
  private long counted;

  /**
   * What is remembered of a window.
   *
   * @param revision the highest that has come
   * @param sums none where the window overlaps with those that count
   */
  private record Window(long revision, Sums sums) {}

  /**
   * @param first the cohort's first record
   * @param remembered how long behind the newest window others are kept: as long as they may change
   *     or are asked for
   */
  CohortHistory(QualityRecord first, Duration remembered) {
    this.remembered = remembered;
    this.last = first;
    add(first);
  }

  /**
   * Takes a record in, unless one that counts has come before.
   *
   * @return whether it revises one that has come before
   */
  boolean add(QualityRecord record) {
    Window before = windows.get(record.windowEnd());
    if (before != null && before.revision() >= record.revision()) {
      return false;
    }
    Sums sums = record.inTumblingSequence() ? record.sums() : Sums.NONE;
    windows.put(record.windowEnd(), new Window(record.revision(), sums));
    total = total.plus(sums);
    if (before != null) {
      total = total.minus(before.sums());
    } else if (record.inTumblingSequence()) {
      counted++;
    }
    if (!record.windowEnd().isBefore(last.windowEnd())) {
      last = record;
    }
    forgetUntil(last.windowEnd().minus(remembered));
    return before != null;
  }

  /** Frees the memory of windows that ended before {@code instant}; the total stays. */
  void forgetUntil(Instant instant) {
    windows.headMap(instant).clear();
  }

  /** The newest window. */
  QualityRecord last() {
    return last;
  }

  /** Over the whole run. */
  Sums total() {
    return total;
  }

  /** How many windows the total is from. */
  long counted() {
    return counted;
  }

  /** The sums of the windows that ended after {@code instant}, as far as they are remembered. */
  Sums after(Instant instant) {
    return windows.tailMap(instant, false).values().stream()
        .map(Window::sums)
        .reduce(Sums.NONE, Sums::plus);
  }
}
