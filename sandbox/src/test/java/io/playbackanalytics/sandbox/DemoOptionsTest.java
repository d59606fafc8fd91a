package io.playbackanalytics.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playbackanalytics.command.OptionException;
import io.playbackanalytics.sandbox.players.Mix;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoOptionsTest {

  @Test
  void everythingHasADefault() throws OptionException {
    assertThat(DemoOptions.parse())
        .isEqualTo(
            new DemoOptions(
                Optional.empty(),
                Optional.empty(),
                new Mix(1000, 1, 1, 1),
                9092,
                8081,
                9249,
                List.of()));
  }

  @Test
  void everythingCanBeSet(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("events.ndjson"), "{}\n");
    DemoOptions options =
        DemoOptions.parse(
            "--seconds", "60",
            "--events", file.toString(),
            "--players", "20",
            "--late-percent", "0",
            "--malformed-percent", "2.5",
            "--seed", "-4",
            "--kafka-port", "0",
            "--web-port", "18081",
            "--metrics-port", "19249",
            "--job.window.size", "10 s",
            "--job.cohorts", "app");
    assertThat(options)
        .isEqualTo(
            new DemoOptions(
                Optional.of(Duration.ofSeconds(60)),
                Optional.of(file),
                new Mix(20, 0, 2.5, -4),
                0,
                18081,
                19249,
                List.of("--window.size", "10 s", "--cohorts", "app")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          --secnods 5            | Unknown option --secnods: did you mean --seconds? --help lists all
          players 5              | Unknown option players: did you mean --players? --help lists all
          --job. x               | Unknown option --job.: did you mean --seed? --help lists all
          --seconds              | Option --seconds needs a value
          --job.cohorts          | Option --job.cohorts needs a value
          --job.events.start latest | --job.events.start cannot be set here: the demo decides it
          --seed 1 --seed 2      | Option --seed is given twice
          --seconds 0            | Option --seconds: '0' is not a whole number in 1..604800
          --seconds 1m           | Option --seconds: '1m' is not a whole number in 1..604800
          --players 1000000      | Option --players: '1000000' is not a whole number in 1..100000
          --late-percent 51      | Option --late-percent: '51' is not a number in 0..50
          --late-percent NaN     | Option --late-percent: 'NaN' is not a number in 0..50
          --malformed-percent x  | Option --malformed-percent: 'x' is not a number in 0..50
          --web-port 65536       | Option --web-port: '65536' is not a whole number in 0..65535
          --events /no/such/file | Option --events: '/no/such/file' is not a file that can be read
          """)
  void whatIsWrongIsNamedOnOneLine(String arguments, String message) {
    assertThatThrownBy(() -> DemoOptions.parse(arguments.split(" ")))
        .isInstanceOf(OptionException.class)
        .hasMessage(message);
  }
}
