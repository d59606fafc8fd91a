package io.playbackanalytics.measure.total;

import io.playbackanalytics.event.TextHash;

/**
 * 32 bits of a text by which different ones are counted: the same in every subtask and attempt,
 * since sketches of all of them are merged. Of a million texts about a hundred share theirs with
 * another, a hundredth of the sketches' own error.
 */
final class IdHash {

  /** The hash of no text. */
  static final int NONE = 0;

  private IdHash() {}

  /** The hash of {@code source[from, to)}; never {@link #NONE}. */
  static int of(byte[] source, int from, int to) {
    int bits = (int) (TextHash.of(source, from, to) >>> Integer.SIZE);
    return bits == NONE ? 1 : bits;
  }
}
