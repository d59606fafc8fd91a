package io.playbackanalytics.event;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;

/** Texts that players may send, the awkward ones first of all. */
public final class Texts {

  private static final String[] AWKWARD = {
    "\\", ",", "=", "\\\\", "\\,", "\\=", ",=", "=,", "\n", "\r", "\t", "\u0000", "\u001f",
        "\u007f",
    "\u0085", "\u2028", "\"", "'", "{", "}", "$", "\uFEFF", "\uFFFF", "é", "漢", "🎧", "👨‍👩‍👧",
        " "
  };

  private Texts() {}

  /** Non-empty texts of well-formed Unicode, a few dozen characters at most. */
  public static Arbitrary<String> arbitrary() {
    Arbitrary<String> characters =
        Arbitraries.integers()
            .between(0, Character.MAX_CODE_POINT)
            .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
            .map(Character::toString);
    Arbitrary<String> letters = Arbitraries.strings().withCharRange('a', 'z').ofLength(1);
    return Arbitraries.frequencyOf(
            Tuple.of(4, Arbitraries.of(AWKWARD)), Tuple.of(2, letters), Tuple.of(1, characters))
        .list()
        .ofMinSize(1)
        .ofMaxSize(12)
        .map(parts -> String.join("", parts));
  }
}
