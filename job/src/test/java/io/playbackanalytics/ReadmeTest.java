package io.playbackanalytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.playbackanalytics.metric.MetricCatalog;
import io.playbackanalytics.settings.SettingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The README says what the code does. */
class ReadmeTest {

  private static final Path ROOT = Path.of("..");
  private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#]+)");

  @ParameterizedTest
  @EnumSource(SettingKey.class)
  void hasARowForEverySetting(SettingKey key) throws IOException {
    assertThat(readme())
        .contains("| `%s` |%s | %s |".formatted(key.text(), shownDefault(key), key.meaning()));
  }

  private static String shownDefault(SettingKey key) {
    return key.defaultValue().isEmpty() ? "" : " `" + key.defaultValue() + "`";
  }

  /** A row for every metric: name, labels, unit and meaning. */
  @ParameterizedTest
  @EnumSource(MetricCatalog.class)
  void hasARowForEveryMetric(MetricCatalog metric) throws IOException {
    boolean ofCohort = metric.labels() == MetricCatalog.Labels.COHORT;
    assertThat(readme())
        .contains(
            "| `%s` | %s | %s |"
                .formatted(
                    ofCohort
                        ? "playback_<dimensions>_" + metric.text()
                        : "playback_" + metric.text(),
                    metric.unit(),
                    metric.meaning()));
  }

  @Test
  void linksToFilesThatExist() throws IOException {
    List<String> targets =
        LINK.matcher(readme()).results().map((MatchResult link) -> link.group(1)).toList();
    assertThat(targets).isNotEmpty().allMatch(target -> Files.exists(ROOT.resolve(target)));
  }

  private static String readme() throws IOException {
    return Files.readString(ROOT.resolve("README.md"));
  }
}
