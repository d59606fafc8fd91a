package io.playbackanalytics.measure.window;

import java.io.Serializable;
import java.time.Duration;

/**
 * What is late and how long slices are kept for those that are not quite. An event is late once the
 * watermark has passed the end of its <em>last</em> window by the allowed lateness; until then it
 * is counted in <em>all</em> of its windows, so that every event is in each of its windows or in
 * none.
 *
 * @param hop the windows
 * @param allowed how long after its last window an event is still counted
 */
public record Lateness(Hop hop, Duration allowed) implements Serializable {

  /** Whether events of the slice are no longer counted at {@code watermark}. */
  public boolean isLate(long sliceEnd, long watermark) {
    return hop.firesAt(hop.lastWindowEnd(sliceEnd)) + allowed.toMillis() <= watermark;
  }

  /** The newest slice, by its end, of which {@link #isLate} at {@code watermark}. */
  public long lateUpTo(long watermark) {
    // -1 for windows that do not overlap, without lateness.
    long ahead = hop.firesAt(hop.lastWindowEnd(0)) + allowed.toMillis();
    if (ahead < 0) {
      return watermark > Long.MAX_VALUE + ahead ? Long.MAX_VALUE : watermark - ahead;
    }
    return watermark < Long.MIN_VALUE + ahead ? Long.MIN_VALUE : watermark - ahead;
  }

  /** The end of the window with whose firing nothing needs the slice any more. */
  public long expiry(long sliceEnd) {
    return sliceEnd + retention();
  }

  /** The end of the slice that expires with the firing of {@code windowEnd}. */
  public long expiringAt(long windowEnd) {
    return windowEnd - retention();
  }

  /** How far behind the newest window of a cohort another one may still be revised. */
  public Duration revisableFor() {
    return Duration.ofMillis(retention());
  }

  /**
   * The last event that is not late comes up to {@code size - slide + allowed} behind the
   * watermark, and its first window reaches {@code size - slide} further back. The closing record,
   * one size behind the last slice, still has to see that slice.
   */
  private long retention() {
    long size = hop.size().toMillis();
    long reach = size - hop.slide().toMillis();
    return Math.max(size, hop.roundUp(2 * reach + allowed.toMillis()));
  }
}
