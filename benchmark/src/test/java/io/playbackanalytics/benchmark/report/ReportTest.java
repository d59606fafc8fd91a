package io.playbackanalytics.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class ReportTest {

  @TempDir private Path folder;

  @BeforeEach
  void write() throws Exception {
    new Report(
            Rows.SUITE,
            Rows.runs(2),
            new Machine("Cores & <more>", 2, 8192, "Linux", "OpenJDK 17"),
            Instant.parse("2026-01-02T03:04:05Z"),
            Map.of("heap", "4g"))
        .write(folder);
  }

  @Test
  void keepsEveryRun() throws Exception {
    JsonNode json = new ObjectMapper().readTree(file("peers.json"));
    assertThat(json.path("runs")).hasSize(2 * Rows.SUITE.scenarios().size());
    assertThat(json.at("/runs/1/scenario").asText()).isEqualTo("flink-sql");
    assertThat(json.at("/runs/1/wall_ms").asLong()).isEqualTo(2000);
    assertThat(json.at("/machine/cores").asInt()).isEqualTo(2);
    assertThat(json.at("/parameters/heap").asText()).isEqualTo("4g");
  }

  @Test
  void drawsABarForEachScenario() throws Exception {
    Document svg =
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file("peers.svg"));
    assertThat(svg.getElementsByTagName("rect").getLength())
        .isEqualTo(1 + Rows.SUITE.scenarios().size());
    assertThat(svg.getDocumentElement().getTextContent())
        .contains("playback-analytics", "Cores & <more>");
  }

  @Test
  void saysWhereItWasMeasured() throws Exception {
    assertThat(Files.readString(folder.resolve("peers.md")))
        .contains("| flink-sql ", "Cores & <more>, 2 cores", "2026-01-02", "heap 4g");
  }

  private File file(String name) {
    return folder.resolve(name).toFile();
  }
}
