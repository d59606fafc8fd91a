package io.playbackanalytics.play;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Blocks of bytes of any size, which are changed in place: millions of them are no work for the
 * garbage collector. They lie in pages, each of one key group. A store that outlives the process
 * hears of the pages that have changed, and may go on reading them; so long nothing of them is
 * changed, a copy takes their place.
 *
 * <p>A page of which less than half is in use is given up: its blocks move.
 */
final class Pages {

  /** What outlives the process. */
  interface Store {

    /**
     * Replaces what there is of a page.
     *
     * @param number tells it from the others of its key group
     */
    void put(int keyGroup, int number, byte[] page) throws Exception;

    /** Forgets a page. */
    void remove(int keyGroup, int number) throws Exception;
  }

  /** Hears where a block is now. */
  interface Mover {
    void moved(byte[] bytes, int at, long from, long to);
  }

  /** Of a block: where the number of bytes stands that it may take, its head included. */
  private static final int CAPACITY = 0;

  /** Where the number of bytes stands that are in use; 0 if the block is free. */
  private static final int SIZE = Integer.BYTES;

  /** Where a number of whoever uses the block stands. */
  private static final int MARK = 2 * Integer.BYTES;

  /** Before what is in a block. */
  static final int HEAD = 3 * Integer.BYTES;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  /** Of the first page of a key group; others are the larger, the more there are. */
  private static final int SMALLEST_PAGE = 1 << 12;

  private static final int MOST_DOUBLINGS = 4;
  private static final int ALIGNMENT = 8;

  /** What a block can grow by before it has to move. */
  private static final int SLACK = 128;

  private static final class Page {

    final int index;
    final int keyGroup;

    /** Tells it from the others of the key group. */
    final int number;

    /** How far there are blocks. */
    int used;

    /** How many bytes the blocks have that are not free. */
    int live;

    boolean isChanged = true;
    boolean isStored;

    /** Whether the store has these very bytes. */
    boolean isLent;

    Page(int index, int keyGroup, int number, int used) {
      this.index = index;
      this.keyGroup = keyGroup;
      this.number = number;
      this.used = used;
    }
  }

  /** A page that the store has and that is no more. */
  private record Gone(int keyGroup, int number) {}

  private final byte[] header;
  private final Mover mover;

  /** By index; {@code null} where there is none at the moment. */
  private final List<@Nullable Page> pages = new ArrayList<>();

  /** By the index of a page: what is in it. */
  private byte[][] bytes = new byte[16][];

  private final Deque<Integer> freeIndexes = new ArrayDeque<>();

  /** By key group: the page that takes the next block. */
  private final @Nullable Page[] current;

  /** By key group: which numbers are taken. */
  private final BitSet[] numbers;

  private final List<Gone> gone = new ArrayList<>();

  /** Whether the store may be reading what it was given. */
  private boolean areRead;

  /**
   * Without any block.
   *
   * @param header with which each page begins
   * @param mover hears of the blocks that move
   */
  Pages(int keyGroups, byte[] header, Mover mover) {
    this.header = header.clone();
    this.mover = mover;
    current = new Page[keyGroups];
    numbers = new BitSet[keyGroups];
    Arrays.setAll(numbers, keyGroup -> new BitSet());
  }

  /** Makes room for a block of so many bytes, which may grow a little; returns its place. */
  long allocate(int keyGroup, int size) {
    return place(keyGroup, (size + SLACK + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
  }

  private long place(int keyGroup, int capacity) {
    Page page = current[keyGroup];
    if (page == null || bytes[page.index].length - page.used < capacity) {
      page = newPage(keyGroup, capacity);
      current[keyGroup] = page;
    }
    int at = page.used;
    INT.set(toChange(page), at + CAPACITY, capacity);
    page.used += capacity;
    page.live += capacity;
    return place(page, at);
  }

  private static long place(Page page, int at) {
    return ((long) page.index << Integer.SIZE) | at;
  }

  private Page newPage(int keyGroup, int capacity) {
    int number = numbers[keyGroup].nextClearBit(0);
    numbers[keyGroup].set(number);
    Integer free = freeIndexes.poll();
    int index = free == null ? pages.size() : free;
    Page page = new Page(index, keyGroup, number, header.length);
    if (free == null) {
      pages.add(page);
    } else {
      pages.set(index, page);
    }
    if (index == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * index);
    }
    int usual = SMALLEST_PAGE << Math.min(number, MOST_DOUBLINGS);
    bytes[index] = Arrays.copyOf(header, Math.max(usual, header.length + capacity));
    return page;
  }

  private Page page(long place) {
    return Objects.requireNonNull(
        pages.get((int) (place >>> Integer.SIZE)), "a block is in a page");
  }

  /** Where a block begins in the {@link #bytes} of its page. */
  static int at(long place) {
    return (int) place;
  }

  /** The page in which the block is; to be read only, and until anything is changed. */
  byte[] bytes(long place) {
    return bytes[(int) (place >>> Integer.SIZE)];
  }

  /** The same, to be changed in this block. */
  byte[] bytesToChange(long place) {
    return toChange(page(place));
  }

  private byte[] toChange(Page page) {
    if (areRead && page.isLent) {
      bytes[page.index] = bytes[page.index].clone();
      page.isLent = false;
    }
    page.isChanged = true;
    return bytes[page.index];
  }

  int keyGroup(long place) {
    return page(place).keyGroup;
  }

  /** How many bytes the block at {@code at} has room for, its head included. */
  static int capacity(byte[] bytes, int at) {
    return (int) INT.get(bytes, at + CAPACITY);
  }

  /** How many bytes of it are in use, its head included; 0 if it is free. */
  static int size(byte[] bytes, int at) {
    return (int) INT.get(bytes, at + SIZE);
  }

  /** The number that was {@linkplain #use set}. */
  static int mark(byte[] bytes, int at) {
    return (int) INT.get(bytes, at + MARK);
  }

  /** Says how much of a block is in use, and a number that is of use to whoever reads it. */
  static void use(byte[] bytes, int at, int size, int mark) {
    INT.set(bytes, at + SIZE, size);
    INT.set(bytes, at + MARK, mark);
  }

  /** Visits each block in a page that a store had. */
  static void blocksOf(byte[] page, int headerLength, IntConsumer block) {
    int at = headerLength;
    while (page.length - at >= HEAD && capacity(page, at) > 0) {
      if (size(page, at) > 0) {
        block.accept(at);
      }
      at += capacity(page, at);
    }
  }

  /** The block is no longer needed. */
  void free(long place) {
    Page page = page(place);
    byte[] changed = toChange(page);
    INT.set(changed, at(place) + SIZE, 0);
    page.live -= capacity(changed, at(place));
    giveUpIfSparse(page);
  }

  private void giveUpIfSparse(Page page) {
    boolean isCurrent = page == current[page.keyGroup];
    if (page.live == 0 || (!isCurrent && page.live < page.used / 2)) {
      blocksOf(bytes[page.index], header.length, at -> move(page, at));
      giveUp(page, isCurrent);
    }
  }

  private void move(Page page, int at) {
    byte[] source = bytes[page.index];
    long to = place(page.keyGroup, capacity(source, at));
    byte[] target = bytes(to);
    System.arraycopy(source, at + SIZE, target, at(to) + SIZE, size(source, at) - SIZE);
    mover.moved(target, at(to), place(page, at), to);
  }

  private void giveUp(Page page, boolean isCurrent) {
    pages.set(page.index, null);
    bytes[page.index] = new byte[0];
    freeIndexes.add(page.index);
    numbers[page.keyGroup].clear(page.number);
    if (isCurrent) {
      current[page.keyGroup] = null;
    }
    if (page.isStored) {
      gone.add(new Gone(page.keyGroup, page.number));
    }
  }

  /** Tells the store what has changed since the last time. It may then be read. */
  void writeTo(Store store) throws Exception {
    for (Gone page : gone) {
      store.remove(page.keyGroup(), page.number());
    }
    gone.clear();
    for (Page page : pages) {
      if (page != null && page.isChanged) {
        put(page, store);
        page.isChanged = false;
      }
    }
    areRead = true;
  }

  /** The store is no longer read: what it was given in the meantime takes no room any more. */
  void release(Store store) throws Exception {
    areRead = false;
    for (Page page : pages) {
      if (page != null && page.isStored && page.isChanged && !page.isLent) {
        put(page, store);
      }
    }
  }

  private void put(Page page, Store store) throws Exception {
    byte[] all = bytes[page.index];
    page.isLent = page.used > all.length / 2;
    page.isStored = true;
    store.put(page.keyGroup, page.number, page.isLent ? all : Arrays.copyOf(all, page.used));
  }
}
