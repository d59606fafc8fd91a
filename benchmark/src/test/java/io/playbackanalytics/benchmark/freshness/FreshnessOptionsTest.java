package io.playbackanalytics.benchmark.freshness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playbackanalytics.benchmark.contender.ContenderKind;
import io.playbackanalytics.benchmark.option.Options;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.ParameterException;

class FreshnessOptionsTest {

  private static final Path MODULE = Path.of("/somewhere");

  @Test
  void hasDefaults() throws Exception {
    FreshnessOptions options = FreshnessOptions.parse(MODULE);
    assertThat(options.eventsPerSecond()).isEqualTo(20_000);
    assertThat(options.apps()).isEqualTo(50);
    assertThat(options.duration()).isEqualTo(Duration.ofMinutes(5));
    assertThat(options.warmUp()).isEqualTo(Duration.ofSeconds(30));
    assertThat(options.contenders())
        .containsExactly(ContenderKind.PLAYBACK_ANALYTICS, ContenderKind.FLINK_SQL);
    assertThat(options.parallelism()).isEqualTo(2);
    assertThat(options.heap()).isEqualTo("4g");
  }

  @Test
  void takesValues() throws Exception {
    FreshnessOptions options =
        FreshnessOptions.parse(
            MODULE,
            "--contenders",
            "flink-sql",
            "--duration",
            "90s",
            "--heap",
            "1g",
            "--apps",
            "7");
    assertThat(options.apps()).isEqualTo(7);
    assertThat(options.contenders()).containsExactly(ContenderKind.FLINK_SQL);
    assertThat(options.duration()).isEqualTo(Duration.ofSeconds(90));
    assertThat(options.heap()).isEqualTo("1g");
  }

  @Test
  void answersMistakesWithOneLine() {
    refuses("did you mean --duration?", "--durration", "3 s");
    refuses("Missing required parameter for option '--warmup'", "--warmup");
    refuses("'5' is not a time", "--duration", "5");
    refuses("'0 s' is not a time", "--warmup", "0 s");
    refuses("'1' is not a whole number in 100..", "--events-per-second", "1");
    refuses("'1' is not a whole number in 2..", "--apps", "1");
    refuses("'many' is not a whole number", "--parallelism", "many");
    refuses("'lots' is not a size", "--heap", "lots");
    refuses("'datastream' is not one of playback-analytics,", "--contenders", "datastream");
  }

  private static void refuses(String message, String... arguments) {
    assertThatThrownBy(() -> FreshnessOptions.parse(MODULE, arguments))
        .isInstanceOfSatisfying(
            ParameterException.class,
            wrong -> assertThat(Options.oneLine(wrong)).contains(message).doesNotContain("\n"));
  }
}
