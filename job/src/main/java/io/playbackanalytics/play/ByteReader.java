package io.playbackanalytics.play;

import io.playbackanalytics.event.DimensionValues;
import java.nio.charset.StandardCharsets;

/** Reads what {@link ByteWriter} has written. */
public final class ByteReader {

  private static final int BITS = 7;
  private static final int LOW = (1 << BITS) - 1;

  private final byte[] bytes;
  private int at;

  public ByteReader(byte[] bytes) {
    this(bytes, 0);
  }

  /** From {@code at} on. */
  ByteReader(byte[] bytes, int at) {
    this.bytes = bytes;
    this.at = at;
  }

  /** Whether all is read. */
  public boolean isAtEnd() {
    return at == bytes.length;
  }

  /** What is read, to be read only. */
  byte[] bytes() {
    return bytes;
  }

  /** Where the next byte stands. */
  int position() {
    return at;
  }

  /** A byte, 0 to 255. */
  int next() {
    return bytes[at++] & 0xFF;
  }

  long nextLong() {
    long bits = 0;
    for (int shift = 0; shift < Long.SIZE; shift += BITS) {
      int next = bytes[at++];
      bits |= (long) (next & LOW) << shift;
      if (next >= 0) {
        break;
      }
    }
    return (bits >>> 1) ^ -(bits & 1);
  }

  /** A number of eight bytes. */
  long nextBits() {
    at += Long.BYTES;
    return (long) ByteWriter.LONG.get(bytes, at - Long.BYTES);
  }

  int nextInt() {
    return Math.toIntExact(nextLong());
  }

  String nextText() {
    int length = nextInt();
    at += length;
    return new String(bytes, at - length, length, StandardCharsets.UTF_8);
  }

  /** A text of a few that come again and again; {@code values} has them. */
  String nextText(DimensionValues values) {
    int length = nextInt();
    at += length;
    return length == 0 ? "" : values.text(values.numberOf(bytes, at - length, at));
  }

  /** Passes over bytes that are written with their number. */
  void skipBytes() {
    int length = nextInt();
    at += length;
  }

  /** The bytes from a {@link #position} up to here, each as a character: equal only if they are. */
  String since(int position) {
    return new String(bytes, position, at - position, StandardCharsets.ISO_8859_1);
  }
}
