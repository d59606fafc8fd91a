package io.playbackanalytics.ingest.json;

/**
 * The well-formedness of UTF-8 (RFC 3629, section 4; Unicode 15, table 3-7). JSON parsers are
 * lenient here: they let overlong forms and encoded surrogates pass, above all in strings that they
 * skip. What they let pass would come out of the job as other bytes than went in.
 */
final class Utf8 {

  /** What {@link #firstMalformed} returns for well-formed bytes. */
  static final int WELL_FORMED = -1;

  private Utf8() {}

  /** The index of the first byte of the first malformed sequence, or {@link #WELL_FORMED}. */
  static int firstMalformed(byte[] bytes) {
    int i = 0;
    while (i < bytes.length) {
      if (bytes[i] >= 0) {
        i++;
        continue;
      }
      int length = sequenceLength(bytes, i);
      if (length == 0) {
        return i;
      }
      i += length;
    }
    return WELL_FORMED;
  }

  /** The length of the multi-byte sequence at {@code i}, 0 if it is malformed or cut off. */
  static int sequenceLength(byte[] bytes, int i) {
    int lead = bytes[i] & 0xFF;
    if (lead >= 0xC2 && lead <= 0xDF) {
      return continues(bytes, i + 1, 0x80, 0xBF) ? 2 : 0;
    }
    if (lead >= 0xE0 && lead <= 0xEF) {
      int low = lead == 0xE0 ? 0xA0 : 0x80;
      int high = lead == 0xED ? 0x9F : 0xBF;
      return continues(bytes, i + 1, low, high) && continues(bytes, i + 2, 0x80, 0xBF) ? 3 : 0;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
      int low = lead == 0xF0 ? 0x90 : 0x80;
      int high = lead == 0xF4 ? 0x8F : 0xBF;
      return continues(bytes, i + 1, low, high)
              && continues(bytes, i + 2, 0x80, 0xBF)
              && continues(bytes, i + 3, 0x80, 0xBF)
          ? 4
          : 0;
    }
    return 0;
  }

  private static boolean continues(byte[] bytes, int i, int low, int high) {
    if (i >= bytes.length) {
      return false;
    }
    int b = bytes[i] & 0xFF;
    return b >= low && b <= high;
  }
}
