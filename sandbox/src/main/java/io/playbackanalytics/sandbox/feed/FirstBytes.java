package io.playbackanalytics.sandbox.feed;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What the first bytes of a file tell about the rest, whatever its name is.
 *
 * @param bytes all of the file where it is short
 */
record FirstBytes(byte[] bytes) {

  /** Enough for the first event of nearly every file. */
  static final int LOOKED_AT = 4096;

  private static final byte[] UTF_8_MARK = bytes(0xEF, 0xBB, 0xBF);
  private static final byte[] GZIP = bytes(0x1F, 0x8B);

  /** In text, control characters are rare even where an event is damaged. */
  private static final double CONTROL_SHARE_OF_TEXT = 0.05;

  /** What starts so can't be read; the first that fits is the kind. */
  private record Kind(String name, byte[] start) {}

  private static final List<Kind> PACKED =
      List.of(
          new Kind("a zip archive", bytes('P', 'K', 3, 4)),
          new Kind("compressed by zstd", bytes(0x28, 0xB5, 0x2F, 0xFD)),
          new Kind("compressed by bzip2", bytes('B', 'Z', 'h')),
          new Kind("compressed by xz", bytes(0xFD, '7', 'z', 'X', 'Z', 0)),
          new Kind("compressed by LZ4", bytes(0x04, 0x22, 0x4D, 0x18)),
          new Kind("compressed twice by gzip", GZIP));

  /** UTF-32 comes first: its mark begins with that of UTF-16. */
  private static final List<Kind> WIDE =
      List.of(
          new Kind("UTF-32", bytes(0xFF, 0xFE, 0, 0)),
          new Kind("UTF-32", bytes(0, 0, 0xFE, 0xFF)),
          new Kind("UTF-16", bytes(0xFF, 0xFE)),
          new Kind("UTF-16", bytes(0xFE, 0xFF)));

  /** Looks ahead in a stream that can go back to where it is. */
  static FirstBytes of(InputStream in) throws IOException {
    in.mark(LOOKED_AT);
    byte[] first = in.readNBytes(LOOKED_AT);
    in.reset();
    return new FirstBytes(first);
  }

  boolean gzip() {
    return startsWith(GZIP);
  }

  /** How many bytes come before the text: those of a UTF-8 byte order mark. */
  int byteOrderMark() {
    return startsWith(UTF_8_MARK) ? UTF_8_MARK.length : 0;
  }

  /**
   * Why this is no JSON text in UTF-8, as the rest of a sentence that the file's name begins, with
   * what helps; empty if it may well be.
   */
  Optional<String> refusal() {
    if (bytes.length == byteOrderMark()) {
      return Optional.of("is empty");
    }
    for (Kind packed : PACKED) {
      if (startsWith(packed.start())) {
        return Optional.of(
            "is " + packed.name() + ": unpack it first (text and gzip can be read as they are)");
      }
    }
    Optional<String> wide =
        WIDE.stream().filter(kind -> startsWith(kind.start())).map(Kind::name).findFirst();
    if (wide.isEmpty() && everyOtherIsNul()) {
      wide = Optional.of("UTF-16");
    }
    if (wide.isPresent()) {
      return Optional.of(
          "is %s, not UTF-8: iconv -f %s -t UTF-8 converts it".formatted(wide.get(), wide.get()));
    }
    return controlShare() > CONTROL_SHARE_OF_TEXT
        ? Optional.of("is binary: events are JSON text, one a line or in an array")
        : Optional.empty();
  }

  /**
   * Whether values are not one a line: the text begins with an array of objects, or with an object
   * whose first line is its brace alone.
   */
  boolean valuesSpanLines() {
    int first = nextOther(byteOrderMark());
    if (first == bytes.length) {
      return false;
    }
    int second = nextOther(first + 1);
    return switch (bytes[first]) {
      case '[' -> second == bytes.length || bytes[second] == '{' || bytes[second] == ']';
      case '{' ->
          second < bytes.length
              && new String(bytes, first, second - first, US_ASCII).contains("\n");
      default -> false;
    };
  }

  private boolean startsWith(byte[] start) {
    return bytes.length >= start.length
        && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
  }

  /** ASCII text in UTF-16 that has no mark. */
  private boolean everyOtherIsNul() {
    int[] nul = new int[2];
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        nul[i % 2]++;
      }
    }
    int half = bytes.length / 2;
    return half > 0 && Math.max(nul[0], nul[1]) >= 0.9 * half && Math.min(nul[0], nul[1]) == 0;
  }

  private double controlShare() {
    int controls = 0;
    for (byte each : bytes) {
      if (each >= 0 && each < ' ' && !isSpace(each)) {
        controls++;
      }
    }
    return (double) controls / bytes.length;
  }

  /** Where the next byte is that is no white space, the length if there is none. */
  private int nextOther(int from) {
    int at = from;
    while (at < bytes.length && isSpace(bytes[at])) {
      at++;
    }
    return at;
  }

  /** White space as JSON has it. */
  static boolean isSpace(int each) {
    return each == ' ' || each == '\t' || each == '\n' || each == '\r';
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
