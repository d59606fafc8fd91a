package io.playbackanalytics.sandbox.summary;

/**
 * Text from elsewhere, made fit for a terminal: no control characters, escape sequences, invisible
 * or combining characters, and never wider than asked for.
 */
final class PrintableText {

  private static final char REPLACEMENT = '?';
  private static final String ELLIPSIS = "…";

  private PrintableText() {}

  /**
   * @param maxColumns at least 1; longer text ends in an ellipsis
   */
  static String of(String text, int maxColumns) {
    StringBuilder printable = new StringBuilder();
    int columns = 0;
    int fits = 0;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int character = printable(text.codePointAt(i));
      columns += columns(character);
      if (columns > maxColumns) {
        return printable.substring(0, fits) + ELLIPSIS;
      }
      printable.appendCodePoint(character);
      if (columns < maxColumns) {
        fits = printable.length();
      }
    }
    return printable.toString();
  }

  /** How many terminal columns printable text takes: two for each East Asian or pictorial sign. */
  static int columns(String printable) {
    return printable.codePoints().map(PrintableText::columns).sum();
  }

  private static int printable(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.COMBINING_SPACING_MARK ->
          REPLACEMENT;
      default -> character;
    };
  }

  private static int columns(int character) {
    boolean wide =
        (character >= 0x1100 && character <= 0x115F)
            || (character >= 0x2E80 && character <= 0xA4CF)
            || (character >= 0xAC00 && character <= 0xD7A3)
            || (character >= 0xF900 && character <= 0xFAFF)
            || (character >= 0xFE30 && character <= 0xFE6F)
            || (character >= 0xFF00 && character <= 0xFF60)
            || (character >= 0xFFE0 && character <= 0xFFE6)
            || character >= 0x1F000;
    return wide ? 2 : 1;
  }
}
