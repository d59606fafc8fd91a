package io.playbackanalytics.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.playbackanalytics.measure.total.Measures;
import io.playbackanalytics.settings.JobSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigurationFilesTest {

  private static final Path SHIPPED = Path.of("..", "monitoring");
  private static final String RULES = "rules/playback.yml";
  private static final String ALERTS = "rules/alerts.yml";
  private static final String QUALITY = "grafana/dashboards/playback-quality.json";

  @TempDir Path folder;

  static Stream<String> shipped() {
    return ofDefaults().texts().keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void whatIsShippedIsMadeForTheDefaultCohorts(String file) throws IOException {
    assertThat(Files.readString(SHIPPED.resolve(file)))
        .as(
            "%s is made from its template in job. After a change there: mvn -DskipTests package,"
                + " java -jar job/target/playback-analytics.jar monitoring"
                + " --measures quality,plays,completeness --out monitoring",
            file)
        .isEqualTo(ofDefaults().texts().get(file));
  }

  @Test
  void filesAreWrittenOverOlderOnes() throws IOException {
    ConfigurationFiles files = of("app");
    Files.createDirectories(folder.resolve("rules"));
    Files.writeString(folder.resolve(RULES), "older");
    assertThat(files.writeTo(folder)).hasSize(4).allMatch(Files::isRegularFile);
    assertThat(folder.resolve(RULES)).hasContent(files.texts().get(RULES));
  }

  @Test
  void everyDefinitionHasItsRulesAlertsAndPanels() throws IOException {
    ConfigurationFiles files = of("app; app,region; app,os,app_version");
    assertThat(files.texts().get(RULES))
        .contains("_playback_app_region_stall_ms_total{job=")
        .contains("record: playback:stall_ratio:app_os_app_version\n")
        .contains("sum by (app, os, app_version) (")
        .doesNotContain("network");
    assertThat(files.texts().get(ALERTS))
        .contains("split: app_region\n")
        .contains("{{ $labels.app }}, os {{ $labels.os }}, app_version {{ $labels.app_version }}")
        .doesNotContain("network");
    assertThat(titles(files))
        .contains(
            "Stall ratio by region, over 30 s", "Stall ratio by OS and app version, over 30 s");
    assertThat(json(files).findValuesAsText("name"))
        .contains("app", "region", "os", "app_version")
        .doesNotContain("network");
  }

  @Test
  void appsAloneHaveNoParts() throws IOException {
    ConfigurationFiles files = of("app");
    assertThat(files.texts().get(ALERTS))
        .contains("alert: StallRatioHigh\n")
        .doesNotContain("InCohort")
        .doesNotContain("name: cohorts");
    assertThat(titles(files)).noneMatch(title -> title.contains(" by "));
  }

  /** Their sums are known, but no gauge says what the last window of an app was. */
  @Test
  void appsAreAddedUpWhereTheyAreNotCountedAlone() throws IOException {
    ConfigurationFiles files = of("app,os,cdn; app,os");
    assertThat(files.texts().get(RULES))
        .contains(
            "record: playback:events_per_second:app\n"
                + "        expr: sum by (app) (rate(flink_taskmanager_job_task_operator_playback"
                + "_app_os_events_total{");
    assertThat(titles(files))
        .contains("Stall ratio, over 30 s")
        .noneMatch(title -> title.contains("last window"));
    assertThat(titles(of("app; app,os"))).contains("Stall ratio, last window");
  }

  @Test
  void nothingIsLeftOpen() {
    assertThat(of("app; app,os,cdn").texts().values())
        .allSatisfy(text -> assertThat(text).doesNotContainPattern("@[a-z0-9_()]+@"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Gaps.ofJob().fill("rate(@stall_ms_total@)"))
        .withMessage("nothing for @stall_ms_total@");
  }

  private static Set<String> titles(ConfigurationFiles files) throws IOException {
    return Set.copyOf(json(files).get("panels").findValuesAsText("title"));
  }

  private static JsonNode json(ConfigurationFiles files) throws IOException {
    return new ObjectMapper().readTree(files.texts().get(QUALITY));
  }

  private static ConfigurationFiles ofDefaults() {
    return ConfigurationFiles.of(JobSettings.parse().cohorts(), Measures.all());
  }

  private static ConfigurationFiles of(String cohorts) {
    return ConfigurationFiles.of(JobSettings.parse("--cohorts", cohorts).cohorts(), Measures.all());
  }
}
