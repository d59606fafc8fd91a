package io.playbackanalytics.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Numbers for the values of dimensions, so that an event is a few numbers from the parser to its
 * slice: finding the number of a value that was seen before takes about 10 ns and no memory. Values
 * are never forgotten; who uses it starts a new one when it {@link #isFull}.
 *
 * <p>One thread may give numbers while another asks for the texts of numbers that it got from the
 * first through a queue.
 */
public final class DimensionValues {

  /** The number of {@link Dimension#UNKNOWN}. */
  public static final int UNKNOWN = 0;

  /** More than the apps, systems and networks of any service: beyond it, somebody makes them up. */
  static final int MANY = 1 << 16;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Texts up to this length are what their first and last eight bytes are. */
  private static final int SHORT = 2 * Long.BYTES;

  /** A key: first and last eight bytes of the text. */
  private static final int KEY_WIDTH = 2;

  private static final int INITIAL_SLOT_BITS = 8;

  // Drawn anew each time, so that nobody can make up names that all meet in one slot.
  private final long firstFactor;
  private final long lastFactor;

  private int size;
  private byte[][] bytes = new byte[64][];
  private volatile String[] texts = new String[64];

  /** By number, so that the frequent ones, which are seen first, lie close together. */
  private long[] keys = new long[64 * KEY_WIDTH];

  /**
   * Open addressing with linear probing: the length of the text above, its number plus 1 below, 0
   * for none. With the keys within, the table of 10,000 apps was larger than a processor's cache.
   */
  private long[] slots = new long[1 << INITIAL_SLOT_BITS];

  private int slotBits = INITIAL_SLOT_BITS;

  public DimensionValues() {
    SplittableRandom random = new SplittableRandom();
    firstFactor = random.nextLong() | 1;
    lastFactor = random.nextLong() | 1;
    int unknown = numberOf(Dimension.UNKNOWN);
    if (unknown != UNKNOWN) {
      throw new IllegalStateException("unknown is " + unknown);
    }
  }

  /** The number of a text. */
  public int numberOf(String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    return numberOf(encoded, 0, encoded.length);
  }

  /**
   * The number of the text whose UTF-8 is {@code source[from, to)}.
   *
   * @param source need not stay as it is: of a new text, a copy is kept
   */
  public int numberOf(byte[] source, int from, int to) {
    int length = to - from;
    long first = first(source, from, to);
    long last = last(source, from, to);
    int slot = slot(hash(first, last, length, source, from));
    while (slots[slot] != 0) {
      int number = (int) slots[slot] - 1;
      if (slots[slot] >>> Integer.SIZE == length
          && keys[number * KEY_WIDTH] == first
          && keys[number * KEY_WIDTH + 1] == last
          && (length <= SHORT || Arrays.equals(bytes[number], 0, length, source, from, to))) {
        return number;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return add(Arrays.copyOfRange(source, from, to), first, last);
  }

  public String text(int number) {
    return texts[number];
  }

  /** The text in UTF-8, to be read only, and by the thread that gives numbers. */
  public byte[] utf8(int number) {
    return bytes[number];
  }

  /** Whether it is time for a new one, since this one grows without an end otherwise. */
  public boolean isFull() {
    return size >= MANY;
  }

  private int add(byte[] text, long first, long last) {
    int number = size;
    if (number == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * number);
      texts = Arrays.copyOf(texts, 2 * number);
      keys = Arrays.copyOf(keys, 2 * number * KEY_WIDTH);
    }
    bytes[number] = text;
    texts[number] = new String(text, StandardCharsets.UTF_8);
    keys[number * KEY_WIDTH] = first;
    keys[number * KEY_WIDTH + 1] = last;
    size++;
    if (size > slots.length / 2) {
      slotBits++;
      slots = new long[1 << slotBits];
      for (int each = 0; each < number; each++) {
        put(each);
      }
    }
    put(number);
    return number;
  }

  private void put(int number) {
    int slot = slot(number);
    while (slots[slot] != 0) {
      slot = (slot + 1) & (slots.length - 1);
    }
    slots[slot] = ((long) bytes[number].length << Integer.SIZE) | (number + 1L);
  }

  /** Where the search for a text begins that has that number. */
  private int slot(int number) {
    byte[] text = bytes[number];
    long first = keys[number * KEY_WIDTH];
    long last = keys[number * KEY_WIDTH + 1];
    return slot(hash(first, last, text.length, text, 0));
  }

  /** The most values that are passed over before one that is known is found. */
  int longestProbe() {
    int longest = 0;
    for (int number = 0; number < size; number++) {
      int probes = 0;
      for (int slot = slot(number);
          (int) slots[slot] != number + 1;
          slot = (slot + 1) & (slots.length - 1)) {
        probes++;
      }
      longest = Math.max(longest, probes);
    }
    return longest;
  }

  private long hash(long first, long last, int length, byte[] source, int from) {
    long middle = 0;
    for (int i = Long.BYTES; i < length - Long.BYTES; i += Long.BYTES) {
      middle = (middle ^ word(source, from + i)) * lastFactor;
    }
    long sum = (first ^ middle) * firstFactor + (last ^ length) * lastFactor;
    // Names that are counted up make sums that are, too: one slot behind the other is taken.
    return (sum ^ (sum >>> Integer.SIZE)) * firstFactor;
  }

  private int slot(long hash) {
    // The highest bits: only they depend on all bytes of the text.
    return (int) (hash >>> (Long.SIZE - slotBits));
  }

  /** The first eight bytes of a text; all of a shorter one. */
  private static long first(byte[] source, int from, int to) {
    return to - from >= Long.BYTES ? word(source, from) : shorterWord(source, from, to);
  }

  /** The last eight bytes of a text; 0 for a shorter one. */
  private static long last(byte[] source, int from, int to) {
    return to - from >= Long.BYTES ? word(source, to - Long.BYTES) : 0;
  }

  private static long word(byte[] source, int at) {
    return (long) LONG.get(source, at);
  }

  /** The up to seven bytes of a text, the first lowest. */
  private static long shorterWord(byte[] source, int from, int to) {
    if (from + Long.BYTES <= source.length) {
      return word(source, from) & ~(-1L << (Byte.SIZE * (to - from)));
    }
    long word = 0;
    for (int i = to - 1; i >= from; i--) {
      word = (word << Byte.SIZE) | (source[i] & 0xFF);
    }
    return word;
  }
}
