package io.playbackanalytics.play;

import io.playbackanalytics.event.TextHash;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * Sessions as bytes, found by their names: an open-addressed table of numbers, and blocks in {@link
 * Pages}. In a block are the names as they stand in a report, the back of the session, and its
 * front: the front is written anew with each report, and behind the back there is room for one
 * more.
 */
final class SessionMemory {

  /** In no slot. */
  static final int NONE = -1;

  // What there is of a slot.
  private static final int PLACE = 0;
  private static final int HASH = 1;
  private static final int DUE = 2;
  private static final int AT_WORK = 3;
  private static final int WIDTH = 4;

  private static final int FIRST_SLOTS = 64;

  /** At most one in so many places of the table is taken. */
  private static final int SPARSE = 2;

  private final Pages pages;
  private final IntUnaryOperator keyGroups;

  /** {@link #WIDTH} numbers of each slot; of a free one the next free one stands in its place. */
  private long[] slots = new long[FIRST_SLOTS * WIDTH];

  /** By hash: a slot and 1; 0 where there is none. */
  private int[] table = new int[FIRST_SLOTS * SPARSE];

  private int used;
  private int firstFree = NONE;
  private int size;

  /**
   * Without any session.
   *
   * @param header with which each page begins
   * @param keyGroups how many key groups there are
   * @param keyGroupOf that of a {@linkplain SessionKey#hash hash}
   */
  SessionMemory(byte[] header, int keyGroups, IntUnaryOperator keyGroupOf) {
    this.keyGroups = keyGroupOf;
    pages = new Pages(keyGroups, header, this::moved);
  }

  int size() {
    return size;
  }

  /** The slot of the session whose names are {@code source[from, to)}, or {@link #NONE}. */
  int find(byte[] source, int from, int to) {
    long hash = TextHash.of(source, from, to);
    for (int i = first(hash); table[i] != 0; i = next(i)) {
      int slot = table[i] - 1;
      if (get(slot, HASH) == hash && hasNames(slot, source, from, to)) {
        return slot;
      }
    }
    return NONE;
  }

  private boolean hasNames(int slot, byte[] source, int from, int to) {
    long place = get(slot, PLACE);
    int at = Pages.at(place) + Pages.HEAD;
    return Arrays.equals(pages.bytes(place), at, at + to - from, source, from, to);
  }

  private int first(long hash) {
    return (int) hash & (table.length - 1);
  }

  private int next(int i) {
    return (i + 1) & (table.length - 1);
  }

  private long get(int slot, int what) {
    return slots[slot * WIDTH + what];
  }

  private void set(int slot, int what, long number) {
    slots[slot * WIDTH + what] = number;
  }

  /** Makes a slot for a session that has none; {@link #write} says what is in it. */
  int add(byte[] source, int from, int to) {
    if (SPARSE * (size + 1) > table.length) {
      makeRoom();
    }
    int slot = firstFree;
    if (slot == NONE) {
      slot = used++;
      if (slot * WIDTH == slots.length) {
        slots = Arrays.copyOf(slots, 2 * slots.length);
      }
    } else {
      firstFree = (int) get(slot, PLACE);
    }
    int names = Pages.HEAD + to - from;
    int keyGroup = keyGroups.applyAsInt(SessionKey.hash(source, from, to));
    long place = pages.allocate(keyGroup, names);
    byte[] page = pages.bytesToChange(place);
    System.arraycopy(source, from, page, Pages.at(place) + Pages.HEAD, to - from);
    Pages.use(page, Pages.at(place), names, names);
    set(slot, PLACE, place);
    set(slot, HASH, TextHash.of(source, from, to));
    set(slot, DUE, Long.MAX_VALUE);
    set(slot, AT_WORK, Long.MAX_VALUE);
    enter(slot);
    size++;
    return slot;
  }

  private void enter(int slot) {
    int i = first(get(slot, HASH));
    while (table[i] != 0) {
      i = next(i);
    }
    table[i] = slot + 1;
  }

  private void makeRoom() {
    int[] before = table;
    table = new int[2 * before.length];
    for (int entry : before) {
      if (entry != 0) {
        enter(entry - 1);
      }
    }
  }

  /** Forgets a session. */
  void remove(int slot) {
    int i = first(get(slot, HASH));
    while (table[i] != slot + 1) {
      i = next(i);
    }
    leave(i);
    pages.free(get(slot, PLACE));
    set(slot, PLACE, firstFree);
    firstFree = slot;
    size--;
  }

  /** What comes behind moves up, so that it is still found. */
  private void leave(int left) {
    int hole = left;
    for (int i = next(hole); table[i] != 0; i = next(i)) {
      int home = first(get(table[i] - 1, HASH));
      boolean isBetween = hole < i ? hole < home && home <= i : hole < home || home <= i;
      if (!isBetween) {
        table[hole] = table[i];
        hole = i;
      }
    }
    table[hole] = 0;
  }

  private void moved(byte[] bytes, int at, long from, long to) {
    int names = at + Pages.HEAD;
    ByteReader in = new ByteReader(bytes, names);
    SessionKey.skip(in);
    long hash = TextHash.of(bytes, names, in.position());
    int i = first(hash);
    while (table[i] == 0 || get(table[i] - 1, PLACE) != from) {
      i = next(i);
    }
    set(table[i] - 1, PLACE, to);
  }

  /** Which session it is. */
  SessionKey key(int slot) {
    return SessionKey.read(reader(slot, Pages.HEAD));
  }

  /** Reads the front of a session, until anything is changed. */
  ByteReader front(int slot) {
    long place = get(slot, PLACE);
    return reader(slot, Pages.mark(pages.bytes(place), Pages.at(place)));
  }

  /** Reads the back of a session, until anything is changed. */
  ByteReader back(int slot) {
    ByteReader in = reader(slot, Pages.HEAD);
    SessionKey.skip(in);
    return in;
  }

  private ByteReader reader(int slot, int from) {
    long place = get(slot, PLACE);
    return new ByteReader(pages.bytes(place), Pages.at(place) + from);
  }

  /** Writes a session anew. */
  void write(int slot, ByteWriter back, ByteWriter front) {
    replace(slot, back(slot).position() - Pages.at(get(slot, PLACE)), back, front);
  }

  /** Writes something behind the back of a session, and another front. */
  void append(int slot, ByteWriter toBack, ByteWriter front) {
    long place = get(slot, PLACE);
    replace(slot, Pages.mark(pages.bytes(place), Pages.at(place)), toBack, front);
  }

  private void replace(int slot, int from, ByteWriter back, ByteWriter front) {
    long place = get(slot, PLACE);
    int size = from + back.size() + front.size();
    byte[] before = pages.bytes(place);
    if (size > Pages.capacity(before, Pages.at(place))) {
      long old = place;
      place = pages.allocate(pages.keyGroup(old), size);
      System.arraycopy(
          before,
          Pages.at(old) + Pages.HEAD,
          pages.bytes(place),
          Pages.at(place) + Pages.HEAD,
          from - Pages.HEAD);
      write(place, from, back, front);
      set(slot, PLACE, place);
      pages.free(old);
    } else {
      write(place, from, back, front);
    }
  }

  private void write(long place, int from, ByteWriter back, ByteWriter front) {
    byte[] page = pages.bytesToChange(place);
    int at = Pages.at(place);
    int frontAt = from + back.size();
    System.arraycopy(back.bytes(), 0, page, at + from, back.size());
    System.arraycopy(front.bytes(), 0, page, at + frontAt, front.size());
    Pages.use(page, at, frontAt + front.size(), frontAt);
  }

  /** The watermark at which it is looked at next; {@link Long#MAX_VALUE} if at none. */
  long due(int slot) {
    return get(slot, DUE);
  }

  void setDue(int slot, long watermark) {
    set(slot, DUE, watermark);
  }

  /** The watermark at which there is something to do. */
  long atWork(int slot) {
    return get(slot, AT_WORK);
  }

  void setAtWork(int slot, long watermark) {
    set(slot, AT_WORK, watermark);
  }

  /** Tells the store what has changed since the last time. It may then be read. */
  void writeTo(Pages.Store store) throws Exception {
    pages.writeTo(store);
  }

  /** The store is no longer read. */
  void release(Pages.Store store) throws Exception {
    pages.release(store);
  }
}
