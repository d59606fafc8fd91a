package io.playbackanalytics.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** 64 bits of a text: the same in every subtask and attempt. */
public final class TextHash {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  // Steele, Lea, Flood: Fast splittable pseudorandom number generators (2014).
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final long MIX_1 = 0xBF58476D1CE4E5B9L;
  private static final long MIX_2 = 0x94D049BB133111EBL;

  private TextHash() {}

  /** The hash of {@code source[from, to)}. */
  public static long of(byte[] source, int from, int to) {
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
