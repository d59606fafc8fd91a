package io.playbackanalytics.sandbox.summary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QualityRecordTest {

  private static final String VALUE =
      """
      {"cohort":{"app":"tv","os":"Tizen 8"},"window_start":1000,"window_end":6000,"revision":2,
       "events":7,"decode_attempts":4,"decode_failures":1,"decode_failure_ratio":0.25,
       "play_ms":0,"stall_ms":0,"stall_ratio":null,"playback_seconds":0,"more":[1]}
      """;

  @Test
  void readsWhatTheSummaryNeeds() throws IOException {
    assertThat(QualityRecord.parse(VALUE.getBytes(UTF_8)))
        .isEqualTo(
            new QualityRecord(
                Map.of("app", "tv", "os", "Tizen 8"),
                Instant.ofEpochSecond(1),
                Instant.ofEpochSecond(6),
                2,
                new Sums(7, 4, 1, Duration.ZERO, Duration.ZERO, Numbered.NONE),
                OptionalDouble.of(0.25),
                OptionalDouble.empty()));
  }

  @Test
  void readsHowCompleteItIsWhereTheJobTells() throws IOException {
    String value =
        VALUE.replace(
            "\"more\"",
            "\"reports_numbered\":9,\"reports_repeated\":1,\"reports_missing\":2,"
                + "\"completeness\":0.8,\"more\"");
    Numbered numbered = QualityRecord.parse(value.getBytes(UTF_8)).sums().numbered();
    assertThat(numbered).isEqualTo(new Numbered(9, 1, 2));
    assertThat(numbered.completeness()).hasValue(0.8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "nonsense",
        "{\"cohort\":null}",
      })
  void refusesWhatIsNoQualityRecord(String value) {
    assertThatThrownBy(() -> QualityRecord.parse(value.getBytes(UTF_8)))
        .isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"events\":7|\"events\":\"7\"",
        "\"events\":7|\"events\":7.5",
        "\"revision\":2|\"revision\":99999999999999999999",
        "\"window_end\":6000|\"window_end\":1000",
        "\"stall_ratio\":null|\"stall_ratio\":\"high\"",
        "\"stall_ratio\":null,|",
      })
  void refusesAFieldThatIsWrongOrMissing(String change) {
    String[] parts = change.split("\\|", -1);
    byte[] value = VALUE.replace(parts[0], parts[1]).getBytes(UTF_8);
    assertThatThrownBy(() -> QualityRecord.parse(value)).isInstanceOf(IOException.class);
  }
}
