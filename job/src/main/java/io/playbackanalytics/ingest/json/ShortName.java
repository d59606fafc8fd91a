package io.playbackanalytics.ingest.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A name and the quote behind it, as two words of eight bytes.
 *
 * @param length how many bytes the name has
 * @param first the first eight bytes, 0 where there are fewer
 * @param firstMask the bits of {@code first} that count
 * @param second the next eight bytes
 * @param secondMask the bits of {@code second} that count
 */
record ShortName(int length, long first, long firstMask, long second, long secondMask) {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int MOST_BYTES = 2 * Long.BYTES - 1;

  /**
   * @param name ASCII, without quotes and backslashes, of 1 to 15 characters
   */
  ShortName(String name) {
    this(name.length(), words(name));
  }

  private ShortName(int length, long[] words) {
    this(length, words[0], lowBytes(length + 1), words[1], lowBytes(length + 1 - Long.BYTES));
  }

  /**
   * Whether this name stands at {@code at}, behind the opening quote.
   *
   * @param source has at least 16 bytes from there on
   */
  boolean isAt(byte[] source, int at) {
    return (((long) LONG.get(source, at) ^ first) & firstMask) == 0
        && (((long) LONG.get(source, at + Long.BYTES) ^ second) & secondMask) == 0;
  }

  private static long[] words(String name) {
    if (name.isEmpty() || name.length() > MOST_BYTES) {
      throw new IllegalArgumentException("no short name: " + name);
    }
    byte[] quoted = (name + '"').getBytes(StandardCharsets.US_ASCII);
    byte[] padded = Arrays.copyOf(quoted, 2 * Long.BYTES);
    return new long[] {(long) LONG.get(padded, 0), (long) LONG.get(padded, Long.BYTES)};
  }

  private static long lowBytes(int count) {
    if (count <= 0) {
      return 0;
    }
    return count >= Long.BYTES ? -1 : (1L << (Byte.SIZE * count)) - 1;
  }
}
