package io.playbackanalytics.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playbackanalytics.benchmark.contender.ContenderKind;
import io.playbackanalytics.benchmark.option.Options;
import io.playbackanalytics.benchmark.suite.Plan;
import io.playbackanalytics.benchmark.suite.Scenario;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.ParameterException;

class BenchmarkOptionsTest {

  private static final Path MODULE = Path.of("/somewhere");

  @Test
  void hasDefaults() throws Exception {
    Plan options = BenchmarkOptions.parse(MODULE).plan();
    assertThat(options.suite().name()).isEqualTo("peers");
    assertThat(options.suite().scenarios())
        .hasSameSizeAs(ContenderKind.values())
        .allMatch(scenario -> scenario.topic().events() == 20_000_000)
        .allMatch(scenario -> scenario.topic().apps() == 50);
    assertThat(options.warmUp().events()).isEqualTo(10_000_000);
    assertThat(options.warmUp().seed())
        .isNotEqualTo(options.suite().scenarios().get(0).topic().seed());
    assertThat(options.rounds()).isEqualTo(3);
    assertThat(options.parallelism()).isEqualTo(1);
    assertThat(options.heap()).isEqualTo("4g");
  }

  @Test
  void takesValues() throws Exception {
    Plan options =
        BenchmarkOptions.parse(
                MODULE,
                "--suite",
                "variants",
                "--variant-events",
                "5",
                "--contenders",
                "app,window-60s")
            .plan();
    assertThat(options.suite().scenarios())
        .extracting(Scenario::name)
        .containsExactly("app", "window-60s");
    assertThat(options.suite().scenarios().get(0).topic().events()).isEqualTo(5);
  }

  @Test
  void answersMistakesWithOneLine() {
    refuses("did you mean --events?", "--evnts", "3");
    refuses("Missing required parameter for option '--rounds'", "--rounds");
    refuses("'0' is not a whole number in 1..", "--rounds", "0");
    refuses("'x' is not a whole number", "--apps", "x");
    refuses("'lots' is not a size", "--heap", "lots");
    refuses("'all' is not peers, variants or scaling", "--suite", "all");
    refuses("'spark' is not one of playback-analytics", "--contenders", "spark");
  }

  private static void refuses(String message, String... arguments) {
    assertThatThrownBy(() -> BenchmarkOptions.parse(MODULE, arguments))
        .isInstanceOfSatisfying(
            ParameterException.class,
            wrong -> assertThat(Options.oneLine(wrong)).contains(message).doesNotContain("\n"));
  }
}
