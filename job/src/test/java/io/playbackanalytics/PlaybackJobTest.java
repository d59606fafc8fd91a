package io.playbackanalytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.playbackanalytics.settings.SettingKey;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.flink.client.program.ProgramParametrizationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlaybackJobTest {

  private final PrintStream stdout = System.out;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @BeforeEach
  void capture() {
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() {
    System.setOut(stdout);
  }

  @Test
  void helpPrintsTheTableOfSettingsAndStartsNothing() throws Exception {
    PlaybackJob.main(new String[] {"--window.size", "wrong", "--help"});
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .isEqualTo(PlaybackJob.help())
        .startsWith(SettingKey.help())
        .contains("monitoring --out FOLDER");
  }

  @Test
  void wrongSettingsEndTheStart() {
    assertThatExceptionOfType(ProgramParametrizationException.class)
        .isThrownBy(() -> PlaybackJob.main(new String[] {"--windw.size", "5 s"}))
        .withMessage("unknown setting 'windw.size': did you mean 'window.size'? --help lists all");
    assertThat(printed.size()).isZero();
  }
}
