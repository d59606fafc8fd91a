package io.playbackanalytics.measure.total;

import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;
import org.apache.datasketches.hll.Union;
import org.apache.datasketches.memory.Memory;
import org.jspecify.annotations.Nullable;

/**
 * Counts different ids by Apache DataSketches' HyperLogLog with 2^14 registers, a standard error of
 * 0.8 %. Few ids are kept as a list, four bytes each; a sketch never takes more than 16 kB here and
 * 8 kB elsewhere. Not thread-safe.
 */
final class DistinctIds {

  private static final int LOG_REGISTERS = 14;
  private static final TgtHllType TYPE = TgtHllType.HLL_4;

  /** Of single ids, and of the first sketch that was added; made a union by the second. */
  private HllSketch sketch = new HllSketch(LOG_REGISTERS, TYPE);

  private @Nullable Union union;

  void add(int hash) {
    if (union == null) {
      sketch.update((long) hash);
    } else {
      union.update((long) hash);
    }
  }

  /** Adds all ids of a sketch. */
  void add(byte[] bytes) {
    if (union != null) {
      union.update(of(bytes));
    } else if (sketch.isEmpty()) {
      sketch = HllSketch.heapify(bytes);
    } else {
      union = new Union(LOG_REGISTERS);
      union.update(sketch);
      union.update(of(bytes));
    }
  }

  /** The sketch as it crosses the network and lies in state. */
  byte[] bytes() {
    return (union == null ? sketch : union.getResult(TYPE)).toCompactByteArray();
  }

  /** How many ids the sketch has seen, rounded. */
  static long estimate(byte[] bytes) {
    return Math.round(of(bytes).getEstimate());
  }

  private static HllSketch of(byte[] bytes) {
    return HllSketch.wrap(Memory.wrap(bytes));
  }
}
