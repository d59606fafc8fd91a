package io.playbackanalytics.publish.json;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * JSON written byte by byte into a buffer that is used again: about a fifth of the time of a
 * generator, of which each record would need a new one.
 */
final class JsonBytes {

  /** The longest number: a sign and 19 digits. */
  private static final int LONGEST_NUMBER = 20;

  private static final byte[] HEX = ascii("0123456789ABCDEF");

  private static final byte[] NULL = ascii("null");

  private byte[] bytes = new byte[512];
  private int size;

  /** What is added over and over. */
  static byte[] ascii(String json) {
    return json.getBytes(StandardCharsets.US_ASCII);
  }

  void clear() {
    size = 0;
  }

  byte[] copy() {
    return Arrays.copyOf(bytes, size);
  }

  /** Adds bytes as they are. */
  JsonBytes add(byte[] json) {
    makeRoom(json.length);
    System.arraycopy(json, 0, bytes, size, json.length);
    size += json.length;
    return this;
  }

  JsonBytes add(char ascii) {
    makeRoom(1);
    bytes[size++] = (byte) ascii;
    return this;
  }

  JsonBytes add(long number) {
    makeRoom(LONGEST_NUMBER);
    size = NumberOutput.outputLong(number, bytes, size);
    return this;
  }

  /**
   * Adds the shortest number that reads back as this one.
   *
   * @param number finite
   */
  JsonBytes add(double number) {
    String text = NumberOutput.toString(number, true);
    makeRoom(text.length());
    for (int i = 0; i < text.length(); i++) {
      bytes[size++] = (byte) text.charAt(i);
    }
    return this;
  }

  JsonBytes addNull() {
    return add(NULL);
  }

  /** Adds a string, quoted. */
  JsonBytes addText(String text) {
    add('"');
    text.codePoints().forEach(this::addEscaped);
    return add('"');
  }

  /** Adds one code point of a string, escaped where JSON asks for it. */
  JsonBytes addEscaped(int codePoint) {
    makeRoom(6);
    if (codePoint == '"' || codePoint == '\\') {
      bytes[size++] = '\\';
      bytes[size++] = (byte) codePoint;
    } else if (codePoint < ' ') {
      add(new byte[] {'\\', 'u', '0', '0', HEX[codePoint >> 4], HEX[codePoint & 0xF]});
    } else if (codePoint < 0x80) {
      bytes[size++] = (byte) codePoint;
    } else {
      add(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
    }
    return this;
  }

  private void makeRoom(int count) {
    if (bytes.length - size < count) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + count));
    }
  }
}
