package io.playbackanalytics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.playbackanalytics.oracle.ExactJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Cases as files: {@code input.ndjson} holds the values of one partition in their order, the other
 * three what has to come out, in the order of window and cohort. A watermark follows every record,
 * and the stream ends with the last.
 */
class GoldenCasesTest {

  private static final Path CASES = Path.of("src", "test", "resources", "cases");

  static List<Path> cases() throws IOException {
    try (Stream<Path> folders = Files.list(CASES)) {
      return folders.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void comesOutAsTheFilesSay(Path folder) throws Exception {
    try (OnePartition partition = new OnePartition()) {
      for (String line : lines(folder.resolve("input.ndjson"))) {
        partition.read(line.getBytes(StandardCharsets.UTF_8));
      }
      partition.end();
      assertThat(partition.quality()).isEqualTo(documents(folder.resolve("expected.ndjson")));
      assertThat(partition.rejected()).isEqualTo(documents(folder.resolve("rejected.ndjson")));
      assertThat(partition.late()).isEqualTo(documents(folder.resolve("late.ndjson")));
    }
  }

  private static List<JsonNode> documents(Path file) throws IOException {
    return lines(file).stream()
        .map(line -> ExactJson.read(line.getBytes(StandardCharsets.UTF_8)))
        .toList();
  }

  /** The lines of a file; none if there is no such file. */
  private static List<String> lines(Path file) throws IOException {
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }
}
