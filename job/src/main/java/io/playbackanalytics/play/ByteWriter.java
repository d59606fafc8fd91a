package io.playbackanalytics.play;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Numbers and texts one behind the other, in a buffer that is used again. */
public final class ByteWriter {

  private static final int BITS = 7;
  private static final int MORE = 1 << BITS;

  /** The most bytes that a number takes. */
  private static final int LONGEST = Long.SIZE / BITS + 1;

  /** Lowest byte first. */
  static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes = new byte[256];
  private int size;

  /** Begins anew. */
  public void clear() {
    size = 0;
  }

  /** What was written, up to {@link #size}; to be read only, and until more is written. */
  public byte[] bytes() {
    return bytes;
  }

  public int size() {
    return size;
  }

  /** What was written, for whoever keeps it. */
  public byte[] copy() {
    return Arrays.copyOf(bytes, size);
  }

  /** A byte. */
  public void put(int number) {
    makeRoom(1);
    bytes[size++] = (byte) number;
  }

  /** A number that takes the fewer bytes, the nearer to 0 it is. */
  public void putLong(long number) {
    makeRoom(LONGEST);
    long rest = (number << 1) ^ (number >> (Long.SIZE - 1));
    while (rest >= MORE || rest < 0) {
      bytes[size++] = (byte) (rest | MORE);
      rest >>>= BITS;
    }
    bytes[size++] = (byte) rest;
  }

  /** A number that takes eight bytes, whatever it is. */
  public void putBits(long bits) {
    makeRoom(Long.BYTES);
    LONG.set(bytes, size, bits);
    size += Long.BYTES;
  }

  /** How many bytes there are, and these. */
  public void putBytes(byte[] source, int from, int to) {
    putLong(to - from);
    append(source, from, to);
  }

  /** Bytes as they are. */
  public void append(byte[] source, int from, int to) {
    makeRoom(to - from);
    System.arraycopy(source, from, bytes, size, to - from);
    size += to - from;
  }

  public void putText(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    putBytes(utf8, 0, utf8.length);
  }

  private void makeRoom(int count) {
    if (bytes.length - size < count) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + count));
    }
  }
}
