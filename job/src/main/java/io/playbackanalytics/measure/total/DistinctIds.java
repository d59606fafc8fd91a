package io.playbackanalytics.measure.total;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;
import org.apache.datasketches.hll.Union;
import org.apache.datasketches.memory.Memory;
import org.jspecify.annotations.Nullable;

/**
 * Counts different ids: up to {@value #MOST_LISTED} exactly, as a sorted list, and more by Apache
 * DataSketches' HyperLogLog with 2^14 registers, a standard error of 0.8 %. Nearly every cohort has
 * so few in a slice or window, and lists are merged without being unpacked into sketches. A sketch
 * never takes more than 16 kB here and 8 kB elsewhere. Not thread-safe.
 */
final class DistinctIds {

  static final int MOST_LISTED = 256;

  private static final int LOG_REGISTERS = 14;
  private static final TgtHllType TYPE = TgtHllType.HLL_4;

  /** With what the bytes of a list begin; those of a sketch begin with something else. */
  private static final byte LIST = 0;

  /** With what the bytes of a number begin, to which nothing can be added. */
  private static final byte ESTIMATE = 1;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** As long as there is nothing else: they are handed on as they came. */
  private byte @Nullable [] only;

  /** Sorted, as long as there is no {@link #sketch}. */
  private int[] listed = {};

  private int size;

  /** Once there are too many to be listed: of single ids, and of the first sketch added. */
  private @Nullable HllSketch sketch;

  /** Once a second sketch was added. */
  private @Nullable Union union;

  void add(int hash) {
    takeApart();
    if (sketch != null) {
      addToSketch(hash);
      return;
    }
    int at = Arrays.binarySearch(listed, 0, size, hash);
    if (at < 0) {
      insert(-at - 1, hash);
    }
  }

  private void insert(int at, int hash) {
    if (size == listed.length) {
      listed = Arrays.copyOf(listed, Math.max(4, 2 * size));
    }
    System.arraycopy(listed, at, listed, at + 1, size - at);
    listed[at] = hash;
    size++;
    sketchIfTooMany();
  }

  /** Adds all ids of what {@link #bytes} has returned, which nobody changes any more. */
  void add(byte[] bytes) {
    if (bytes[0] == ESTIMATE) {
      throw new IllegalArgumentException("of these ids only their number is known");
    }
    if (only == null && size == 0 && sketch == null) {
      only = bytes;
      return;
    }
    takeApart();
    addIds(bytes);
  }

  private void takeApart() {
    if (only != null) {
      byte[] first = only;
      only = null;
      addIds(first);
    }
  }

  private void addIds(byte[] bytes) {
    if (bytes[0] == LIST) {
      addListed(bytes);
    } else if (union != null) {
      union.update(sketch(bytes));
    } else if (sketch != null) {
      union = new Union(LOG_REGISTERS);
      union.update(sketch);
      union.update(sketch(bytes));
    } else {
      sketch = HllSketch.heapify(bytes);
      sketchListed();
    }
  }

  private void addListed(byte[] bytes) {
    int count = listedIn(bytes);
    if (sketch != null) {
      for (int i = 0; i < count; i++) {
        addToSketch(listedAt(i, bytes));
      }
    } else {
      listed = merged(bytes, count);
      sketchIfTooMany();
    }
  }

  /** Those of both lists, sorted; sets {@link #size}. */
  private int[] merged(byte[] bytes, int count) {
    int[] both = new int[size + count];
    int total = 0;
    int own = 0;
    int other = 0;
    while (own < size || other < count) {
      if (other == count || (own < size && listed[own] < listedAt(other, bytes))) {
        both[total++] = listed[own++];
      } else {
        int hash = listedAt(other++, bytes);
        both[total++] = hash;
        if (own < size && listed[own] == hash) {
          own++;
        }
      }
    }
    size = total;
    return both;
  }

  private void sketchIfTooMany() {
    if (size > MOST_LISTED) {
      sketch = new HllSketch(LOG_REGISTERS, TYPE);
      sketchListed();
    }
  }

  private void sketchListed() {
    for (int i = 0; i < size; i++) {
      addToSketch(listed[i]);
    }
    listed = new int[0];
    size = 0;
  }

  private void addToSketch(int hash) {
    if (union != null) {
      union.update((long) hash);
    } else if (sketch != null) {
      sketch.update((long) hash);
    }
  }

  /** The ids as they cross the network and lie in state. */
  byte[] bytes() {
    if (only != null) {
      return only;
    }
    if (union != null) {
      return union.getResult(TYPE).toCompactByteArray();
    }
    if (sketch != null) {
      return sketch.toCompactByteArray();
    }
    byte[] bytes = new byte[1 + Integer.BYTES * size];
    bytes[0] = LIST;
    for (int i = 0; i < size; i++) {
      INT.set(bytes, 1 + Integer.BYTES * i, listed[i]);
    }
    return bytes;
  }

  /** How many there are, as bytes that only {@link #estimate} can read. */
  byte[] number() {
    byte[] bytes = new byte[1 + Long.BYTES];
    bytes[0] = ESTIMATE;
    LONG.set(bytes, 1, estimate());
    return bytes;
  }

  private long estimate() {
    if (only != null) {
      return estimate(only);
    }
    if (union != null) {
      return Math.round(union.getEstimate());
    }
    return sketch == null ? size : Math.round(sketch.getEstimate());
  }

  /** Whether it takes long to tell how many there are: these are worth being remembered. */
  boolean areMany() {
    return only == null ? sketch != null : only[0] != LIST;
  }

  /** How many different ids there are in what {@link #bytes} or {@link #number} has returned. */
  static long estimate(byte[] bytes) {
    return switch (bytes[0]) {
      case LIST -> listedIn(bytes);
      case ESTIMATE -> (long) LONG.get(bytes, 1);
      default -> Math.round(sketch(bytes).getEstimate());
    };
  }

  private static int listedIn(byte[] bytes) {
    return (bytes.length - 1) / Integer.BYTES;
  }

  private static int listedAt(int i, byte[] bytes) {
    return (int) INT.get(bytes, 1 + Integer.BYTES * i);
  }

  private static HllSketch sketch(byte[] bytes) {
    return HllSketch.wrap(Memory.wrap(bytes));
  }
}
