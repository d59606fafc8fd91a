package io.playbackanalytics.measure.total;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * 32 bits of a text by which different ones are counted: the same in every subtask and attempt,
 * since sketches of all of them are merged. Of a million texts about a hundred share theirs with
 * another, a hundredth of the sketches' own error.
 */
public final class IdHash {

  /** The hash of no text. */
  static final int NONE = 0;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  // Steele, Lea, Flood: Fast splittable pseudorandom number generators (2014).
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final long MIX_1 = 0xBF58476D1CE4E5B9L;
  private static final long MIX_2 = 0x94D049BB133111EBL;

  private IdHash() {}

  /** The hash of {@code source[from, to)}; never {@link #NONE}. */
  static int of(byte[] source, int from, int to) {
    int bits = (int) (longOf(source, from, to) >>> Integer.SIZE);
    return bits == NONE ? 1 : bits;
  }

  /** 64 bits of {@code source[from, to)}. */
  public static long longOf(byte[] source, int from, int to) {
    int length = to - from;
    long hash = length;
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      hash = mix(hash ^ (long) LONG.get(source, at));
    }
    long rest = 0;
    for (int i = to - 1; i >= at; i--) {
      rest = (rest << Byte.SIZE) | (source[i] & 0xFF);
    }
    return mix(hash ^ rest);
  }

  private static long mix(long bits) {
    long z = bits + GOLDEN;
    z = (z ^ (z >>> 30)) * MIX_1;
    z = (z ^ (z >>> 27)) * MIX_2;
    return z ^ (z >>> 31);
  }
}
