package io.playbackanalytics.benchmark.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** Text and numbers, appended to one array that is used again and again. */
final class JsonBytes {

  private static final byte[] HEX = "0123456789abcdef".getBytes(UTF_8);

  private final byte[] bytes = new byte[4096];
  private int length;

  void clear() {
    length = 0;
  }

  JsonBytes add(byte[] text) {
    System.arraycopy(text, 0, bytes, length, text.length);
    length += text.length;
    return this;
  }

  JsonBytes add(char ascii) {
    bytes[length++] = (byte) ascii;
    return this;
  }

  /** A number that is not negative, in decimal. */
  JsonBytes add(long number) {
    int digits = 1;
    for (long n = number; n >= 10; n /= 10) {
      digits++;
    }
    long rest = number;
    for (int i = length + digits - 1; i >= length; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
    return this;
  }

  /** A random UUID of version 4. */
  JsonBytes addUuid(long high, long low) {
    hex(high >>> 32, 8);
    add('-');
    hex(high >>> 16, 4);
    add('-');
    hex((high & 0x0FFF) | 0x4000, 4);
    add('-');
    hex((low >>> 48 & 0x3FFF) | 0x8000, 4);
    add('-');
    hex(low, 12);
    return this;
  }

  byte[] copy() {
    return Arrays.copyOf(bytes, length);
  }

  private void hex(long bits, int digits) {
    for (int i = digits - 1; i >= 0; i--) {
      bytes[length++] = HEX[(int) (bits >>> (4 * i)) & 0xF];
    }
  }
}
