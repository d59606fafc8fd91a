package io.playbackanalytics.sandbox.feed;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The records of a text, one after the other. */
interface Values {

  /**
   * The bytes of the next one; empty at the end.
   *
   * @throws IOException if the text can't be read, or no broker takes the value
   */
  Optional<byte[]> next() throws IOException;

  /** How many have been handed out. */
  long count();

  /** Each line is one: what is between two line feeds. */
  static Values lines(InputStream text) {
    return new Lines(text);
  }

  /** Takes the bytes of one value; refuses one that no broker would take. */
  final class Buffer {

    private final String unit;
    private ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long count;

    /**
     * @param unit what the values are called: {@code line}, {@code value}
     */
    Buffer(String unit) {
      this.unit = unit;
    }

    boolean isEmpty() {
      return bytes.size() == 0;
    }

    long count() {
      return count;
    }

    void add(int next) throws IOException {
      if (bytes.size() == EventsTopic.MAX_VALUE_BYTES) {
        throw new IOException(
            "%s %d is longer than %d bytes"
                .formatted(unit, count + 1, EventsTopic.MAX_VALUE_BYTES));
      }
      bytes.write(next);
    }

    /** Hands the value out and begins the next one. */
    byte[] take() {
      byte[] value = bytes.toByteArray();
      bytes = new ByteArrayOutputStream();
      count++;
      return value;
    }
  }

  /** See {@link #lines}. */
  final class Lines implements Values {

    private final InputStream text;
    private final Buffer line = new Buffer("line");

    private Lines(InputStream text) {
      this.text = text;
    }

    @Override
    public Optional<byte[]> next() throws IOException {
      for (int next = text.read(); next >= 0; next = text.read()) {
        if (next == '\n') {
          return Optional.of(line.take());
        }
        line.add(next);
      }
      return line.isEmpty() ? Optional.empty() : Optional.of(line.take());
    }

    @Override
    public long count() {
      return line.count();
    }
  }
}
