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
            Map.ofEntries(
                Map.entry("EVENTS", "playback-events"),
                Map.entry("ADD_TO_SLICES", "add-to-slices"),
                Map.entry("TAKE_SECOND_LOOK", "take-second-look"),
                Map.entry("COMBINE_SLICES", "combine-slices"),
                Map.entry("COMBINE_OTHERS", "combine-other-slices"),
                Map.entry("OTHER_QUALITY", "playback-quality-other"),
                Map.entry("TRACK_PLAYS", "track-plays"),
                Map.entry("LEDGER", "playback-plays"),
                Map.entry("QUALITY", "playback-quality"),
                Map.entry("REJECTED", "playback-events-rejected"),
                Map.entry("LATE", "playback-events-late")));
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
