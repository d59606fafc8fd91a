package io.playbackanalytics.benchmark.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.playbackanalytics.benchmark.contender.ContenderKind;
import io.playbackanalytics.benchmark.report.Machine;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class FreshnessReportTest {

  private static final List<Observed> OBSERVED =
      List.of(
          observed(ContenderKind.PLAYBACK_ANALYTICS, 20), observed(ContenderKind.FLINK_SQL, 2000));

  @TempDir private Path folder;

  @BeforeEach
  void write() throws Exception {
    new FreshnessReport(
            OBSERVED,
            new Machine("Cores & <more>", 2, 8192, "Linux", "OpenJDK 17"),
            Instant.parse("2026-01-02T03:04:05Z"),
            Map.of("events per second", "20000", "duration", "300 s"))
        .write(folder);
  }

  @Test
  void keepsAllFigures() throws Exception {
    JsonNode json = new ObjectMapper().readTree(file("freshness.json"));
    JsonNode sql = json.at("/contenders/1");
    assertThat(sql.path("contender").asText()).isEqualTo("flink-sql");
    assertThat(sql.path("p50_ms").asLong()).isEqualTo(1499);
    assertThat(sql.path("p99.9_ms").asLong()).isEqualTo(1998);
    assertThat(sql.path("max_ms").asLong()).isEqualTo(1999);
    assertThat(sql.path("windows").asInt()).isEqualTo(1000);
    assertThat(sql.path("windows_expected").asInt()).isEqualTo(1000);
    assertThat(sql.path("max_event_delay_ms").asDouble()).isEqualTo(7.5);
    assertThat(sql.path("median_ms_by_window_end")).hasSize(3);
    assertThat(sql.path("windows_by_ms").path("1001").asInt()).isEqualTo(1);
    assertThat(json.at("/parameters/duration").asText()).isEqualTo("300 s");
  }

  @Test
  void drawsALineForEachContender() throws Exception {
    Document svg =
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file("freshness.svg"));
    long lines =
        LongStream.range(0, svg.getElementsByTagName("path").getLength())
            .mapToObj(i -> (Element) svg.getElementsByTagName("path").item((int) i))
            .filter(path -> path.getAttribute("fill").equals("none"))
            .count();
    assertThat(lines).isEqualTo(OBSERVED.size());
    assertThat(svg.getDocumentElement().getTextContent())
        .contains("playback-analytics", "flink-sql", "2,000 ms", "p99.9", "Cores & <more>")
        .doesNotContain("p99.99");
  }

  @Test
  void hasATableThatIsAligned() throws Exception {
    List<String> lines = new FreshnessTable(OBSERVED).toString().lines().toList();
    assertThat(lines).hasSize(2 + OBSERVED.size());
    assertThat(lines).allSatisfy(line -> assertThat(line).hasSameSizeAs(lines.get(0)));
    assertThat(lines.get(3)).startsWith("| flink-sql ").contains("1,499 |", "12.50 |");
    assertThat(Files.readString(folder.resolve("freshness.md")))
        .contains(lines.get(3), "Cores & <more>, 2 cores", "2026-01-02", "duration 300 s");
  }

  @Test
  void endsTheAxisAtARoundNumber() {
    assertThat(FreshnessChart.niceCeiling(1)).isEqualTo(4);
    assertThat(FreshnessChart.niceCeiling(9)).isEqualTo(20);
    assertThat(FreshnessChart.niceCeiling(21)).isEqualTo(40);
    assertThat(FreshnessChart.niceCeiling(2000)).isEqualTo(2000);
    assertThat(FreshnessChart.niceCeiling(2001)).isEqualTo(4000);
  }

  /** A thousand windows, the last a millisecond before {@code end}. */
  private static Observed observed(ContenderKind kind, long end) {
    return new Observed(
        kind,
        new Distribution(LongStream.range(0, 1000).map(i -> Math.max(0, end - 1000 + i)).toArray()),
        List.of(1L, 2L, 3L),
        1000,
        20_000,
        Duration.ofMillis(250),
        Duration.ofNanos(7_500_000));
  }

  private File file(String name) {
    return folder.resolve(name).toFile();
  }
}
