package io.playbackanalytics.play;

import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Numbers that are due at some time, gathered by the second in which they are. */
final class DueSlots {

  /** Hears which number is due, and since when. */
  interface Listener {
    void isDue(int slot, long when);
  }

  /** A second of 1024 ms. */
  private static final int SECOND_BITS = 10;

  private static final long IN_SECOND = (1 << SECOND_BITS) - 1;

  private static final class Second {
    long[] due = new long[4];
    int size;

    void add(long entry) {
      if (size == due.length) {
        due = Arrays.copyOf(due, 2 * size);
      }
      due[size++] = entry;
    }
  }

  private final NavigableMap<Long, Second> seconds = new TreeMap<>();

  /** The number is due once; it may be so more than once. */
  void add(int slot, long when) {
    seconds
        .computeIfAbsent(when >> SECOND_BITS, unused -> new Second())
        .add(((when & IN_SECOND) << Integer.SIZE) | slot);
  }

  /** Tells what is due up to {@code upTo}; what is added meanwhile is due later. */
  void drain(long upTo, Listener listener) {
    long last = upTo >> SECOND_BITS;
    while (!seconds.isEmpty() && seconds.firstKey() <= last) {
      Map.Entry<Long, Second> first = seconds.pollFirstEntry();
      Second second = first.getValue();
      for (int i = 0; i < second.size; i++) {
        long when = (first.getKey() << SECOND_BITS) | (second.due[i] >>> Integer.SIZE);
        if (when <= upTo) {
          listener.isDue((int) second.due[i], when);
        } else {
          add((int) second.due[i], when);
        }
      }
      if (first.getKey() == last) {
        return;
      }
    }
  }
}
