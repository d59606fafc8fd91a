package io.playbackanalytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.playbackanalytics.event.ErrorClass;
import io.playbackanalytics.measure.total.Measure;
import io.playbackanalytics.measure.total.Measures;
import io.playbackanalytics.metric.CohortMetric;
import io.playbackanalytics.metric.MetricCatalog;
import io.playbackanalytics.settings.SettingKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** README and docs/ say what the code does, and what they link to is there. */
class DocumentationTest {

  private static final Path ROOT = Path.of("..");
  private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#]*)(?:#([^)]+))?\\)");
  private static final Pattern TEXT = Pattern.compile("<text [^>]*>([^<]+)</text>");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

  /** Every page of ours, whichever folder it explains. */
  static List<Path> pages() throws IOException {
    try (Stream<Path> found = Files.walk(ROOT, 2)) {
      return found.filter(path -> path.toString().endsWith(".md")).toList();
    }
  }

  @ParameterizedTest
  @EnumSource(SettingKey.class)
  void hasARowForEverySetting(SettingKey key) {
    assertThat(page("docs/settings.md"))
        .contains("| `%s` |%s | %s |".formatted(key.text(), shownDefault(key), key.meaning()));
  }

  private static String shownDefault(SettingKey key) {
    return key.defaultValue().isEmpty() ? "" : " `" + key.defaultValue() + "`";
  }

  /** A row for every metric: name, labels, unit and meaning. */
  @ParameterizedTest
  @EnumSource(MetricCatalog.class)
  void hasARowForEveryMetric(MetricCatalog metric) {
    String place =
        switch (metric.labels()) {
          case NONE -> "";
          case REASON -> "reason_";
          case APP -> "app_";
        };
    assertThat(page("docs/metrics.md"))
        .contains(
            "| `playback_%s` | %s | %s |"
                .formatted(place + metric.text(), metric.unit(), metric.meaning()));
  }

  static Stream<CohortMetric> metricsOfCohorts() {
    return CohortMetric.of(Measures.all()).stream();
  }

  @ParameterizedTest
  @MethodSource("metricsOfCohorts")
  void hasARowForEveryMetricOfCohorts(CohortMetric metric) {
    assertThat(page("docs/metrics.md"))
        .contains(
            "| `playback_<dimensions>_%s` | %s | %s |"
                .formatted(metric.suffix(), metric.unit(), metric.meaning()));
  }

  static Stream<Measure> measures() {
    return Measures.all().list().stream();
  }

  @ParameterizedTest
  @MethodSource("measures")
  void hasARowForEveryMeasure(Measure measure) {
    assertThat(page("docs/measures.md"))
        .contains(
            "| `%s` | %s | %s | %s |"
                .formatted(
                    measure.wire(), measure.group().wire(), measure.unit(), measure.meaning()));
  }

  @ParameterizedTest
  @EnumSource(ErrorClass.class)
  void hasARowForEveryClassOfErrors(ErrorClass errorClass) {
    assertThat(page("docs/measures.md")).contains("| `%s` |".formatted(errorClass.wire()));
  }

  /** What Flink's UI, logs and metrics call an operator is what the drawings call it. */
  @Test
  void theDrawingsCallEveryOperatorByItsName() {
    List<String> names = Arrays.stream(OperatorId.values()).map(OperatorId::displayName).toList();
    String drawn = between("<g class=\"operator\">", "</g>", page("docs/path.svg"));
    assertThat(TEXT.matcher(drawn).results().map(text -> text.group(1)))
        .containsExactlyInAnyOrderElementsOf(names);
    String topology = "job/src/main/java/io/playbackanalytics/PlaybackPipeline.java";
    assertThat(between("<pre>", "</pre>", page(topology))).contains(names);
  }

  private static String between(String begin, String end, String text) {
    int from = text.indexOf(begin) + begin.length();
    return text.substring(from, text.indexOf(end, from));
  }

  @Test
  void theReadmeLinksToEveryPageOfDocs() throws IOException {
    List<String> linked = links(ROOT.resolve("README.md")).map(link -> link.group(1)).toList();
    try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
      assertThat(docs.map(page -> "docs/" + page.getFileName())).isNotEmpty().isSubsetOf(linked);
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void aPageLinksToFilesAndHeadingsThatExist(Path page) {
    assertThat(links(page).filter(link -> !isThere(page, link)).map(MatchResult::group)).isEmpty();
  }

  private static boolean isThere(Path page, MatchResult link) {
    Path target = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1));
    if (!Files.exists(target)) {
      return false;
    }
    return link.group(2) == null || anchors(target).contains(link.group(2));
  }

  /** How GitHub calls the headings of a page: in lower case, without punctuation, joined by '-'. */
  private static List<String> anchors(Path page) {
    return HEADING
        .matcher(text(page))
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .toList();
  }

  private static Stream<MatchResult> links(Path page) {
    return LINK.matcher(text(page)).results();
  }

  private static String page(String name) {
    return text(ROOT.resolve(name));
  }

  private static String text(Path page) {
    try {
      return Files.readString(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
