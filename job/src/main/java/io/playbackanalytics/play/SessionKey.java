package io.playbackanalytics.play;

/**
 * A session: an app and what it calls the session. In a report, and wherever sessions are kept,
 * both stand one behind the other, each with its length before it: its names.
 */
public record SessionKey(String app, String session) {

  private static final int HASH_FACTOR = 31;

  static SessionKey read(ByteReader names) {
    return new SessionKey(names.nextText(), names.nextText());
  }

  /** Passes over names. */
  static void skip(ByteReader in) {
    in.skipBytes();
    in.skipBytes();
  }

  /**
   * By which a session finds its subtask: that of {@link #text}, as {@link String} has it.
   *
   * @param source has the names in {@code [from, to)}
   */
  public static int hash(byte[] source, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = HASH_FACTOR * hash + (source[i] & 0xFF);
    }
    return hash;
  }

  /** Names as a key in Flink's sense: each byte is a character. */
  static String text(byte[] source, int from, int to) {
    return new ByteReader(source, to).since(from);
  }
}
