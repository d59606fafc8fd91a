package io.playbackanalytics.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.playbackanalytics.benchmark.contender.ContenderKind;
import io.playbackanalytics.benchmark.process.Installation;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** All contenders, on topics that are much too small to say who is fast. */
class BenchmarkIT {

  private static final int EVENTS = 20_000;
  private static final Path TARGET = Path.of("target", "it").toAbsolutePath();

  @Test
  @Timeout(300)
  void allComputeTheSame() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Path results = TARGET.resolve("results");
    int exitCode =
        Benchmark.ENTRY.run(
            new Installation(Path.of("").toAbsolutePath()),
            new PrintStream(bytes, false, StandardCharsets.UTF_8),
            "--events",
            Integer.toString(EVENTS),
            "--warmup-events",
            "2000",
            "--rounds",
            "1",
            "--heap",
            "768m",
            "--results",
            results.toString(),
            "--data",
            TARGET.resolve("data").toString());
    String out = bytes.toString(StandardCharsets.UTF_8);
    assertThat(exitCode).as(out).isZero();
    assertThat(results.resolve("peers.md")).isRegularFile();
    assertThat(results.resolve("peers.svg")).isRegularFile();
    JsonNode json = new ObjectMapper().readTree(results.resolve("peers.json").toFile());
    assertThat(json.path("runs").findValuesAsText("contender"))
        .containsExactly(
            Arrays.stream(ContenderKind.values()).map(ContenderKind::label).toArray(String[]::new));
    assertThat(json.path("runs"))
        .allSatisfy(
            run -> {
              assertThat(run.path("events").asLong()).isEqualTo(EVENTS);
              assertThat(run.path("wall_ms").asLong()).isPositive();
              assertThat(run.path("cpu_ms").asLong()).isPositive();
            });
  }
}
