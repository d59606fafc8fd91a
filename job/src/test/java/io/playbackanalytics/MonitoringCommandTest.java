package io.playbackanalytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.playbackanalytics.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MonitoringCommandTest {

  @TempDir Path folder;

  @Test
  void takesTheCohortsFromWhereTheJobDoes() throws IOException {
    Path config = Files.writeString(folder.resolve("job.properties"), "cohorts=app; app,region\n");
    Path out = folder.resolve("a/b");
    assertThat(run("--config", config.toString(), "--out=" + out)).hasSize(4);
    assertThat(out.resolve("rules/playback.yml")).content().contains(":app_region");
    run("--out", out.toString(), "--cohorts", "app; app,os");
    assertThat(out.resolve("rules/playback.yml")).content().contains(":app_os");
  }

  @Test
  void saysInALineWhatIsWrong() throws IOException {
    assertThatRefused("--cohorts", "app").startsWith("--out FOLDER is missing: java -jar");
    assertThatRefused("--out").startsWith("--out FOLDER is missing: java -jar");
    assertThatRefused("--out", folder.toString(), "--cohorts", "app,oss").contains("'oss'");
    assertThatRefused("--out", folder.toString(), "--cohort", "app").contains("'cohorts'");
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatRefused("--out", file.toString()).startsWith("cannot write to " + file);
  }

  private static AbstractStringAssert<?> assertThatRefused(String... arguments) {
    return assertThat(
        assertThatExceptionOfType(SettingsException.class)
            .isThrownBy(() -> run(arguments))
            .actual()
            .getMessage());
  }

  private static List<Path> run(String... arguments) {
    return MonitoringCommand.run(List.of(arguments));
  }
}
