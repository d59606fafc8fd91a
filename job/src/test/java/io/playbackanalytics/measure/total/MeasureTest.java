package io.playbackanalytics.measure.total;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MeasureTest {

  /** State is read by them: a number is never changed, nor given to another measure. */
  @Test
  void numbersAreFrozen() {
    assertThat(
            Arrays.stream(Measure.values())
                .filter(measure -> measure.kind() instanceof Kind.Stored)
                .filter(measure -> measure.number() <= 10)
                .collect(Collectors.toMap(Measure::number, Measure::wire)))
        .isEqualTo(
            Map.of(
                1, "events",
                2, "decode_attempts",
                3, "decode_failures",
                4, "play_ms",
                5, "stall_ms",
                6, "dropped_frames",
                7, "startup_ms",
                8, "sessions",
                9, "users",
                10, "errors"));
    assertThat(
            Arrays.stream(Measure.values())
                .filter(measure -> measure.number() > 10)
                .sorted(Comparator.comparingInt(Measure::number))
                .map(measure -> measure.number() + " " + measure.wire()))
        .containsExactly(
            "12 plays",
            "13 attempts",
            "14 startups",
            "15 startup_failures",
            "16 exits_before_start",
            "17 playback_failures",
            "18 business_exceptions",
            "19 ended",
            "20 quit",
            "21 replaced",
            "22 abandoned",
            "23 abandoned_in_stall",
            "24 stalls",
            "25 seeks",
            "26 seek_waits",
            "27 seek_wait_ms",
            "28 starting_ms",
            "29 pause_ms",
            "30 hidden_play_ms",
            "31 ad_play_ms",
            "32 ad_stalls",
            "33 ad_stall_ms",
            "34 concurrent_ms",
            "35 rendered_bits",
            "36 bitrate_known_ms",
            "37 bitrate_switches",
            "38 live_latency_ms2",
            "39 live_latency_known_ms",
            "40 reports_numbered",
            "41 reports_missing",
            "42 reports_repeated",
            "1000 ");
  }

  @Test
  void namesAreOfOneMeasureEach() {
    assertThat(Arrays.stream(Measure.values()).map(Measure::wire)).doesNotHaveDuplicates();
  }
}
