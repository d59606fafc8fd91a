package io.playbackanalytics.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import picocli.CommandLine.ParameterException;

class DemoOptionsTest {

  @Test
  void everythingHasADefault() {
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
            "--seconds",
            "60",
            "--events",
            file.toString(),
            "--players=20",
            "--late-percent",
            "0",
            "--malformed-percent",
            "2.5",
            "--seed",
            "-4",
            "--kafka-port",
            "0",
            "--web-port",
            "18081",
            "--metrics-port",
            "19249",
            "--job.window.size",
            "10 s",
            "--job.cohorts=app");
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
          --secnods 5            | Unknown options: '--secnods', '5': did you mean --seconds? --help lists all
          --player 5             | Unknown options: '--player', '5': did you mean --players? --help lists all
          players 5              | Unmatched arguments from index 0: 'players', '5': --help lists all
          --job. x               | Unknown options: '--job.', 'x': --help lists all
          --seconds              | Missing required parameter for option '--seconds' (N)
          --job.cohorts          | Missing required parameter for option '--job.cohorts'
          --job.events.start latest | --job.events.start cannot be set here: the demo decides it
          --job.metrics.first-scrape=1s | --job.metrics.first-scrape cannot be set here: the demo decides it
          --seed 1 --seed 2      | option '--seed' (N) should be specified only once
          --job.cohorts a --job.cohorts=b | option '--job.cohorts' should be specified only once
          --seconds 0            | Invalid value for option '--seconds': '0' is not a whole number in 1..604800
          --seconds 1m           | Invalid value for option '--seconds': '1m' is not a whole number in 1..604800
          --players 1000000      | Invalid value for option '--players': '1000000' is not a whole number in 1..100000
          --late-percent 51      | Invalid value for option '--late-percent': '51' is not a number in 0..50
          --late-percent NaN     | Invalid value for option '--late-percent': 'NaN' is not a number in 0..50
          --malformed-percent x  | Invalid value for option '--malformed-percent': 'x' is not a number in 0..50
          --web-port 65536       | Invalid value for option '--web-port': '65536' is not a whole number in 0..65535
          --events /no/such/file | Invalid value for option '--events': '/no/such/file' is not there
          --events /             | Invalid value for option '--events': '/' is a folder: give a file in it
          """)
  void whatIsWrongIsNamedOnOneLine(String arguments, String message) {
    assertThatThrownBy(() -> DemoOptions.parse(arguments.split(" ")))
        .isInstanceOfSatisfying(
            ParameterException.class,
            wrong -> assertThat(DemoCommand.oneLine(wrong)).isEqualTo(message));
  }
}
