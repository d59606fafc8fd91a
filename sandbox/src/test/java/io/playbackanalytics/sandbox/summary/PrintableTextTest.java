package io.playbackanalytics.sandbox.summary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTextTest {

  @Test
  void leavesOrdinaryTextAlone() {
    assertThat(PrintableText.of("music-android · Ångström é 音楽", 40))
        .isEqualTo("music-android · Ångström é 音楽");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u001b[2J",
        "\u009b31m",
        "a\nb",
        "a\rb",
        "a\tb",
        "\u0000",
        "\u202e",
        "\u200b",
        "\ufeff",
        "\u2028",
        "\ud800",
        "\ue000",
        "e\u0301\u0301\u0301",
        "\u0007",
      })
  void nothingReachesTheTerminalThatMovesOrHides(String hostile) {
    String printable = PrintableText.of(hostile, 40);
    assertThat(printable).contains("?").hasSameSizeAs(hostile).matches("[\\x20-\\x7e]*");
  }

  @Test
  void cutsToTheColumnsThatAreThere() {
    assertThat(PrintableText.of("abcdef", 6)).isEqualTo("abcdef");
    assertThat(PrintableText.of("abcdefg", 6)).isEqualTo("abcde…");
    assertThat(PrintableText.of("音楽音楽", 6)).isEqualTo("音楽…");
    assertThat(PrintableText.of("音楽音", 6)).isEqualTo("音楽音");
    assertThat(PrintableText.of("😀😀😀", 4)).isEqualTo("😀…");
    assertThat(PrintableText.columns(PrintableText.of("x".repeat(100_000), 32))).isEqualTo(32);
  }
}
