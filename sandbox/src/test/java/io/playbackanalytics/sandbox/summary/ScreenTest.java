package io.playbackanalytics.sandbox.summary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScreenTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Screen screen = new Screen(new PrintStream(bytes, false, UTF_8), true);

  @Test
  void aBlockTakesThePlaceOfTheOneBefore() {
    screen.replace(List.of("one", "two"));
    assertThat(written()).isEqualTo("\033[?7lone\ntwo\n\033[?7h");
    screen.replace(List.of("three"));
    assertThat(written()).isEqualTo("\033[?7l\033[2A\r\033[Jthree\n\033[?7h");
  }

  @Test
  void linesThatStayAreNotOverwritten() {
    screen.replace(List.of("one"));
    screen.print(List.of("stays"));
    bytes.reset();
    screen.replace(List.of("two"));
    assertThat(written()).isEqualTo("\033[?7ltwo\n\033[?7h");
  }

  private String written() {
    String text = bytes.toString(UTF_8);
    bytes.reset();
    return text;
  }
}
