package io.playbackanalytics.ingest.json;

/**
 * Eight bytes at a time, the first of them lowest in the word. Each test returns the highest bit of
 * the bytes that it is true of; exact for the first such byte, while bytes behind it may be marked
 * wrongly (Mycroft's test, see Warren, Hacker's Delight, 6-1).
 */
final class Words {

  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;

  private Words() {}

  /** The bytes that are {@code c}. */
  static long bytesEqualTo(char c, long word) {
    long zeros = word ^ (ONES * c);
    return (zeros - ONES) & ~zeros & HIGH_BITS;
  }

  /** The bytes that end a plain stretch of a JSON string: quote, backslash, control, not ASCII. */
  static long bytesNotPlain(long word) {
    // With the bit of 2 turned over, the quote is the one byte above the controls.
    long controlsAndQuotes = (word ^ (ONES * 2)) - ONES * (' ' + 1);
    long backslashes = (word ^ (ONES * '\\')) - ONES;
    return (controlsAndQuotes | backslashes | word) & HIGH_BITS;
  }

  /** Whether all eight bytes are decimal digits. */
  static boolean isDigits(long word) {
    return (((word + ONES * (0x7F - '9')) | (word - ONES * '0')) & HIGH_BITS) == 0;
  }

  /** The number that eight digits write: neighbours are joined, then pairs, then fours. */
  static long number(long digits) {
    long ones = digits - ONES * '0';
    long pairs = (ones * 10 + (ones >>> 8)) & 0x00FF00FF00FF00FFL;
    long fours = (pairs * 100 + (pairs >>> 16)) & 0x0000FFFF0000FFFFL;
    return (fours * 10_000 + (fours >>> 32)) & 0xFFFFFFFFL;
  }

  /** How many bytes stand before the first that is marked. */
  static int before(long marked) {
    return Long.numberOfTrailingZeros(marked) / Byte.SIZE;
  }
}
