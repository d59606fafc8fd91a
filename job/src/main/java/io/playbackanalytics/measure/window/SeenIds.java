package io.playbackanalytics.measure.window;

import java.util.Arrays;

/**
 * Which events of a partition were counted lately, by 128 bits of each: a hash table of numbers, 48
 * to 96 bytes of heap an event. Ids are forgotten by the event time of their event, when the table
 * needs room.
 */
public final class SeenIds {

  /** Of a slot: two halves of the id, and the end of the event's slice. */
  public static final int WIDTH = 3;

  private static final int INITIAL_SLOTS = 1 << 6;

  private long[] table = new long[WIDTH * INITIAL_SLOTS];
  private int used;
  private long newest = Long.MIN_VALUE;
  private long forgottenUpTo = Long.MIN_VALUE;

  /** Remembers an event; false if it was there already: a repeat. */
  public boolean add(long high, long low, long sliceEnd) {
    newest = Math.max(newest, sliceEnd);
    int at = find(high, low);
    if (isUsed(at)) {
      boolean isNew = table[at + 2] <= forgottenUpTo;
      if (isNew) {
        table[at + 2] = sliceEnd;
      }
      return isNew;
    }
    table[at] = high;
    table[at + 1] = low;
    table[at + 2] = sliceEnd;
    used++;
    if (2 * WIDTH * used > table.length) {
      makeRoom();
    }
    return true;
  }

  /** From now on events of that slice and those before may come again. */
  public void forgetUpTo(long sliceEnd) {
    forgottenUpTo = Math.max(forgottenUpTo, sliceEnd);
  }

  /** Whether nothing is remembered any more. */
  public boolean isEmpty() {
    return newest <= forgottenUpTo;
  }

  /** All that is remembered, {@link #WIDTH} numbers each. */
  public long[] entries() {
    long[] entries = new long[WIDTH * used];
    int size = 0;
    for (int at = 0; at < table.length; at += WIDTH) {
      if (isUsed(at) && table[at + 2] > forgottenUpTo) {
        System.arraycopy(table, at, entries, size, WIDTH);
        size += WIDTH;
      }
    }
    return Arrays.copyOf(entries, size);
  }

  private void makeRoom() {
    long[] entries = entries();
    int slots = INITIAL_SLOTS;
    // A quarter full: as many again fit before the next time.
    while (slots < 4 * entries.length / WIDTH) {
      slots *= 2;
    }
    table = new long[WIDTH * slots];
    used = entries.length / WIDTH;
    for (int from = 0; from < entries.length; from += WIDTH) {
      System.arraycopy(entries, from, table, find(entries[from], entries[from + 1]), WIDTH);
    }
  }

  /** Where the id is, or the free slot where it belongs. */
  private int find(long high, long low) {
    int slots = table.length / WIDTH;
    int slot = (int) low & (slots - 1);
    while (isUsed(slot * WIDTH)
        && !(table[slot * WIDTH] == high && table[slot * WIDTH + 1] == low)) {
      slot = (slot + 1) & (slots - 1);
    }
    return slot * WIDTH;
  }

  /** No hash is all zeros. */
  private boolean isUsed(int at) {
    return table[at] != 0 || table[at + 1] != 0;
  }
}
