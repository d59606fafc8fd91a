package io.playbackanalytics.play;

import java.util.Arrays;

/**
 * Which ids may have come: one of which it says no has not. Of twenty different ones it takes one
 * in a hundred others for one of them.
 */
final class IdFilter {

  private static final int WORDS = 4;

  /** Of so many places of each id. */
  private static final int PLACES = 3;

  private static final int PLACE_BITS = 8;

  private final long[] words = new long[WORDS];

  /** Forgets all. */
  void clear() {
    Arrays.fill(words, 0);
  }

  boolean isEmpty() {
    return (words[0] | words[1] | words[2] | words[3]) == 0;
  }

  /** Whether the report has an id that may have come; never if it has none. */
  boolean mayHave(Report report) {
    if (report.id() == 0) {
      return false;
    }
    for (int i = 0; i < PLACES; i++) {
      if ((words[word(report, i)] & bit(report, i)) == 0) {
        return false;
      }
    }
    return true;
  }

  /** Takes the id of a report, if it has one. */
  void add(Report report) {
    if (report.id() == 0) {
      return;
    }
    for (int i = 0; i < PLACES; i++) {
      words[word(report, i)] |= bit(report, i);
    }
  }

  /** Ids are hashes: each byte of one is a place. */
  private static int place(Report report, int i) {
    return (int) (report.id() >>> (i * PLACE_BITS)) & ((1 << PLACE_BITS) - 1);
  }

  private static int word(Report report, int i) {
    return place(report, i) / Long.SIZE;
  }

  private static long bit(Report report, int i) {
    return 1L << place(report, i);
  }

  void writeTo(ByteWriter out) {
    for (long word : words) {
      out.putBits(word);
    }
  }

  static IdFilter read(ByteReader in) {
    IdFilter filter = new IdFilter();
    for (int i = 0; i < WORDS; i++) {
      filter.words[i] = in.nextBits();
    }
    return filter;
  }
}
