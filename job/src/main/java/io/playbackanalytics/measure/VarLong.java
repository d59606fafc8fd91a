package io.playbackanalytics.measure;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A long in one to ten bytes, seven bits each, lowest first; the highest bit of a byte says that
 * another follows. Small numbers of either sign are short: the sign is moved to the lowest bit
 * (Protocol Buffers' {@code sint64}).
 */
final class VarLong {

  private static final int BITS = 7;
  private static final int MORE = 1 << BITS;

  private VarLong() {}

  static void write(long value, DataOutputView out) throws IOException {
    long rest = (value << 1) ^ (value >> (Long.SIZE - 1));
    while (rest >= MORE || rest < 0) {
      out.writeByte((int) rest | MORE);
      rest >>>= BITS;
    }
    out.writeByte((int) rest);
  }

  static long read(DataInputView in) throws IOException {
    long bits = 0;
    for (int shift = 0; shift < Long.SIZE; shift += BITS) {
      int next = in.readByte();
      bits |= (long) (next & (MORE - 1)) << shift;
      if (next >= 0) {
        return (bits >>> 1) ^ -(bits & 1);
      }
    }
    throw new IOException("more bytes than a long has");
  }

  /** A number that is an int. */
  static int readInt(DataInputView in) throws IOException {
    return Math.toIntExact(read(in));
  }
}
