package io.playbackanalytics.sandbox.summary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScreenTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Screen screen =
      new Screen(new PrintStream(bytes, false, UTF_8), Screen.Size.parse("4 10"));

  @Test
  void aBlockTakesThePlaceOfTheOneBefore() {
    screen.replace(List.of("one", "two"));
    assertThat(written()).isEqualTo("\033[?7lone\033[K\ntwo\033[K\n\033[J\033[?7h");
    screen.replace(List.of("three"));
    assertThat(written()).isEqualTo("\033[?7l\033[2A\rthree\033[K\n\033[J\033[?7h");
  }

  @Test
  void linesThatStayAreNotOverwritten() {
    screen.replace(List.of("one"));
    screen.print(List.of("stays"));
    bytes.reset();
    screen.replace(List.of("two"));
    assertThat(written()).isEqualTo("\033[?7ltwo\033[K\n\033[J\033[?7h");
  }

  @Test
  void aBlockIsCutToWhatTheTerminalShows() {
    screen.replace(List.of("ten letters", "2", "3", "4"));
    assertThat(written()).isEqualTo("\033[?7lten letter\033[K\n2\033[K\n3\033[K\n\033[J\033[?7h");
    screen.replace(List.of("1"));
    assertThat(written()).isEqualTo("\033[?7l\033[3A\r1\033[K\n\033[J\033[?7h");
  }

  @Test
  void onlyASizeIsASize() {
    assertThat(Screen.Size.parse("24 80")).contains(new Screen.Size(24, 80));
    assertThat(Screen.Size.parse("")).isEmpty();
    assertThat(Screen.Size.parse("0 0")).isEmpty();
  }

  private String written() {
    String text = bytes.toString(UTF_8);
    bytes.reset();
    return text;
  }
}
