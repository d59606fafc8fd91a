package io.playbackanalytics.benchmark.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.playbackanalytics.benchmark.process.Installation;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Both contenders, for much too short a time to say who is fast. */
class FreshnessIT {

  private static final int SECONDS = 3;
  private static final int APPS = 20;
  private static final Path TARGET = Path.of("target", "it", "freshness").toAbsolutePath();

  @Test
  @Timeout(300)
  void everyWindowComes() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Path results = TARGET.resolve("results");
    Path data = TARGET.resolve("data");
    int exitCode =
        Freshness.ENTRY.run(
            new Installation(Path.of("").toAbsolutePath()),
            new PrintStream(bytes, false, StandardCharsets.UTF_8),
            "--events-per-second",
            "1000",
            "--apps",
            Integer.toString(APPS),
            "--duration",
            SECONDS + " s",
            "--warmup",
            "1 s",
            "--heap",
            "768m",
            "--results",
            results.toString(),
            "--data",
            data.toString());
    String out = bytes.toString(StandardCharsets.UTF_8);
    assertThat(exitCode).as(out).isZero();
    assertThat(out).contains("| playback-analytics ", "| flink-sql ");
    assertThat(results.resolve("freshness.md")).isRegularFile();
    assertThat(results.resolve("freshness.svg")).isRegularFile();
    assertThat(data).isEmptyDirectory();
    JsonNode json = new ObjectMapper().readTree(results.resolve("freshness.json").toFile());
    assertThat(json.path("contenders").findValuesAsText("contender"))
        .containsExactly("playback-analytics", "flink-sql");
    assertThat(json.path("contenders"))
        .allSatisfy(
            contender -> {
              int expected = contender.path("windows_expected").asInt();
              assertThat(expected).isBetween(SECONDS * APPS / 2, SECONDS * APPS);
              assertThat(contender.path("windows").asInt()).isEqualTo(expected);
              assertThat(contender.path("events").asLong()).isPositive();
              assertThat(contender.path("cpu_ms").asLong()).isPositive();
              assertThat(contender.path("max_ms").asLong())
                  .isGreaterThanOrEqualTo(contender.path("p50_ms").asLong());
            });
  }
}
