package io.playbackanalytics.sandbox.summary;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A few words of a record's value that show what it is like, on one line: bytes that are no UTF-8
 * as {@code \xFF}, control characters as {@code \n} or <code>&#92;u001B</code>.
 */
final class Excerpt {

  private static final String CUT = "… ";

  private static final int LOOKED_AT_BYTES = 1 << 16;
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private Excerpt() {}

  /**
   * The value from its beginning, or from where {@code field} stands in it.
   *
   * @param value null where the record has none
   * @param field the name of a field, or empty
   * @param maxColumns at least 3
   */
  static String of(byte @Nullable [] value, String field, int maxColumns) {
    if (value == null) {
      return "(no value)";
    }
    if (value.length == 0) {
      return "(empty)";
    }
    String text = escaped(value);
    int at = field.isEmpty() ? -1 : text.indexOf('"' + field + '"');
    boolean fits = PrintableText.columns(text) <= maxColumns;
    return at <= 0 || fits
        ? PrintableText.of(text, maxColumns)
        : CUT + PrintableText.of(text.substring(at), maxColumns - CUT.length());
  }

  private static String escaped(byte[] value) {
    ByteBuffer bytes = ByteBuffer.wrap(value, 0, Math.min(value.length, LOOKED_AT_BYTES));
    CharBuffer characters = CharBuffer.allocate(bytes.remaining());
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    StringBuilder text = new StringBuilder();
    while (bytes.hasRemaining()) {
      CoderResult result = decoder.decode(bytes, characters, true);
      characters.flip().chars().forEach(character -> append((char) character, text));
      characters.clear();
      for (int wrong = 0; result.isError() && wrong < result.length(); wrong++) {
        text.append("\\x").append(HEX.toHexDigits(bytes.get()));
      }
      decoder.reset();
    }
    return text.toString();
  }

  private static void append(char character, StringBuilder text) {
    switch (character) {
      case '\n' -> text.append("\\n");
      case '\r' -> text.append("\\r");
      case '\t' -> text.append("\\t");
      default -> {
        if (Character.isISOControl(character)) {
          text.append("\\u").append(HEX.toHexDigits(character));
        } else {
          text.append(character);
        }
      }
    }
  }
}
