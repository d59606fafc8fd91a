package io.playbackanalytics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OperatorIdTest {

  /** A change here loses the state of every job that is restored from a savepoint. */
  @Test
  void uidsAreFrozen() {
    assertThat(
            Arrays.stream(OperatorId.values())
                .collect(Collectors.toMap(OperatorId::name, OperatorId::uid)))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "EVENTS", "playback-events",
                "ADD_TO_SLICES", "add-to-slices",
                "TAKE_SECOND_LOOK", "take-second-look",
                "COMBINE_SLICES", "combine-slices",
                "COMBINE_OTHERS", "combine-other-slices",
                "OTHER_QUALITY", "playback-quality-other",
                "QUALITY", "playback-quality",
                "REJECTED", "playback-events-rejected",
                "LATE", "playback-events-late"));
  }

  @Test
  void uidsAndNamesAreDistinct() {
    assertThat(OperatorId.values()).extracting(OperatorId::uid).doesNotHaveDuplicates();
    assertThat(OperatorId.values()).extracting(OperatorId::displayName).doesNotHaveDuplicates();
  }

  /** Flink cuts longer names in metric scopes. */
  @ParameterizedTest
  @EnumSource(OperatorId.class)
  void namesFitIntoMetricScopes(OperatorId id) {
    assertThat(id.displayName()).isNotBlank().hasSizeLessThanOrEqualTo(80);
  }
}
