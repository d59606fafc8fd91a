package io.playbackanalytics.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playbackanalytics.event.CohortDefinition;
import io.playbackanalytics.measure.total.QualityTotals;
import io.playbackanalytics.measure.window.CohortPlaces;
import io.playbackanalytics.measure.window.Hop;
import io.playbackanalytics.measure.window.Lateness;
import io.playbackanalytics.measure.window.PlaybackQuality;
import io.playbackanalytics.measure.window.Slice;
import io.playbackanalytics.metric.MetricExport;
import io.playbackanalytics.metric.flink.PlaybackMetrics;
import io.playbackanalytics.metric.flink.QualityListener;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.storage.JobManagerCheckpointStorage;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class CombineSlicesTest {

  private static final Lateness LATENESS =
      new Lateness(new Hop(Duration.ofSeconds(5), Duration.ofSeconds(1)), Duration.ofSeconds(30));

  private static final Instant BEGINNING = Instant.ofEpochMilli(1_000_000);

  /** Hears what the operator says; static, since the operator is copied through serialisation. */
  private static final List<Object> HEARD = new ArrayList<>();

  @Test
  void slicesOfACohortAreMergedAndTellTheListener() throws Exception {
    HEARD.clear();
    try (KeyedOneInputStreamOperatorTestHarness<String, Slice, PlaybackQuality> operator =
        harness()) {
      operator.open();
      operator.processElement(slice("app=a", 1000, 1));
      operator.processElement(slice("app=a", 1000, 2));
      operator.processElement(slice("app=b", 1000, 4));
      operator.processWatermark(999);
      PlaybackQuality a =
          new PlaybackQuality("app=a", -4000, 1000, 1_000_000, true, Records.totals(3));
      PlaybackQuality b =
          new PlaybackQuality("app=b", -4000, 1000, 1_000_000, true, Records.totals(4));
      assertThat(operator.extractOutputValues()).containsExactlyInAnyOrder(a, b);
      assertThat(HEARD)
          .startsWith(
              "open",
              new Slice("app=a", 1000, Records.totals(1)),
              new Slice("app=a", 1000, Records.totals(2)),
              new Slice("app=b", 1000, Records.totals(4)))
          .hasSize(6)
          .contains(a, b);
    }
  }

  @Test
  void theListenerHearsOfEverySecondAlsoInSilence() throws Exception {
    HEARD.clear();
    try (KeyedOneInputStreamOperatorTestHarness<String, Slice, PlaybackQuality> operator =
        harness()) {
      operator.open();
      operator.setProcessingTime(3000);
      assertThat(HEARD).containsExactly("open", "tick", "tick", "tick");
    }
  }

  @Test
  void stateGoesBackToZero() throws Exception {
    try (KeyedOneInputStreamOperatorTestHarness<String, Slice, PlaybackQuality> operator =
        harness()) {
      operator.open();
      for (int i = 0; i < 10; i++) {
        operator.processElement(slice("app=" + i, 1000L * (1 + i % 3), 1));
      }
      operator.snapshot(1, 1);
      assertThat(operator.numKeyedStateEntries()).isEqualTo(10);
      operator.processWatermark(100_000);
      operator.snapshot(2, 2);
      assertThat(operator.numKeyedStateEntries()).isZero();
      assertThat(operator.extractOutputValues()).hasSize(60);
    }
  }

  @Test
  void slicesOfACohortWithoutAPlaceGoToThatOfTheOthers() throws Exception {
    HEARD.clear();
    try (KeyedOneInputStreamOperatorTestHarness<String, Slice, PlaybackQuality> operator =
        harness(BEGINNING, CohortPlaces.upTo(1), CohortDefinition.parse("app,os"))) {
      operator.open();
      operator.processElement(slice("app=a,os=x", 1000, 1));
      operator.processElement(slice("app=b,os=x", 1000, 2));
      operator.processElement(slice("app=c,os=x", 1000, 5));
      operator.processElement(slice("app=a,os=x", 2000, 3));
      operator.processElement(slice("app=__other__,os=__other__", 2000, 4));
      operator.processWatermark(100_000);
      assertThat(operator.getSideOutput(SideOutputs.OTHER))
          .extracting(StreamRecord::getValue)
          .containsExactly(
              new Slice("app=__other__,os=__other__", 1000, Records.totals(7)),
              new Slice("app=__other__,os=__other__", 2000, Records.totals(4)));
      assertThat(operator.extractOutputValues())
          .extracting(PlaybackQuality::cohort)
          .containsOnly("app=a,os=x");
      assertThat(HEARD).contains(new Slice("app=b,os=x", 1000, Records.totals(2)));
    }
  }

  /** What lies behind either is not waited for. */
  @Test
  void slicesWithoutAPlacePassNeitherABarrierNorIdleness() throws Exception {
    try (KeyedOneInputStreamOperatorTestHarness<String, Slice, PlaybackQuality> operator =
        harness(BEGINNING, CohortPlaces.upTo(1), CohortDefinition.parse("app"))) {
      operator.open();
      operator.processElement(slice("app=a", 1000, 1));
      operator.processElement(slice("app=b", 1000, 2));
      operator.prepareSnapshotPreBarrier(1);
      Slice two = new Slice("app=__other__", 1000, Records.totals(2));
      assertThat(operator.getSideOutput(SideOutputs.OTHER))
          .extracting(StreamRecord::getValue)
          .containsExactly(two);
      operator.processElement(slice("app=c", 1000, 3));
      operator.processWatermarkStatus(WatermarkStatus.IDLE);
      assertThat(operator.getSideOutput(SideOutputs.OTHER))
          .extracting(StreamRecord::getValue)
          .containsExactly(two, new Slice("app=__other__", 1000, Records.totals(3)));
    }
  }

  /** Of those that have just appeared, a batch; the others come a little later, if nothing else. */
  @Test
  void windowsOfManyNewCohortsArePublishedInParts() throws Exception {
    try (KeyedOneInputStreamOperatorTestHarness<String, Slice, PlaybackQuality> operator =
        harness()) {
      operator.open();
      addMany(operator);
      operator.processWatermark(999);
      operator.processWatermark(1000);
      assertThat(operator.extractOutputValues()).hasSize(1000);
      operator.setProcessingTime(5);
      assertThat(operator.extractOutputValues()).hasSize(2000);
      operator.setProcessingTime(10);
      assertThat(operator.extractOutputValues()).hasSize(2500);
    }
  }

  @Test
  void allWindowsArePublishedBeforeTheEnd() throws Exception {
    try (KeyedOneInputStreamOperatorTestHarness<String, Slice, PlaybackQuality> operator =
        harness()) {
      operator.open();
      addMany(operator);
      operator.processWatermark(Watermark.MAX_WATERMARK);
      assertThat(operator.extractOutputValues()).hasSize(6 * 2500);
    }
  }

  @Test
  void theEndDoesNotWaitForAPause() throws Exception {
    try (KeyedOneInputStreamOperatorTestHarness<String, Slice, PlaybackQuality> operator =
        harness()) {
      operator.open();
      addMany(operator);
      operator.processWatermark(999);
      operator.processWatermark(Watermark.MAX_WATERMARK);
      operator.setProcessingTime(5);
      assertThat(operator.extractOutputValues()).hasSize(6 * 2500).doesNotHaveDuplicates();
    }
  }

  @Test
  void windowsThatWaitArePublishedAfterARestart() throws Exception {
    OperatorSubtaskState snapshot;
    List<PlaybackQuality> before;
    try (KeyedOneInputStreamOperatorTestHarness<String, Slice, PlaybackQuality> operator =
        harness()) {
      operator.open();
      addMany(operator);
      operator.processWatermark(999);
      before = operator.extractOutputValues();
      snapshot = operator.snapshot(1, 1);
    }
    try (KeyedOneInputStreamOperatorTestHarness<String, Slice, PlaybackQuality> restarted =
        harness(BEGINNING.plusSeconds(5), CohortDefinition.parse("app"))) {
      restarted.initializeState(snapshot);
      restarted.open();
      restarted.processWatermark(999);
      restarted.setProcessingTime(5);
      assertThat(restarted.extractOutputValues()).hasSize(1500);
      assertThat(Stream.concat(before.stream(), restarted.extractOutputValues().stream()))
          .extracting(PlaybackQuality::cohort)
          .doesNotHaveDuplicates();
    }
  }

  /** Flink ends the task for what fails in a timer, but may complete a checkpoint before. */
  @Test
  void noCheckpointHoldsAsPublishedWhatFailed() throws Exception {
    try (KeyedOneInputStreamOperatorTestHarness<String, Slice, PlaybackQuality> operator =
        harness(
            BEGINNING,
            CohortPlaces.upTo(10_000),
            new FailsAfter(1500),
            CohortDefinition.parse("app"))) {
      operator.open();
      addMany(operator);
      operator.processWatermark(999);
      operator.prepareSnapshotPreBarrier(1);
      assertThatThrownBy(() -> operator.setProcessingTime(5)).hasMessage("one too many");
      assertThatThrownBy(() -> operator.prepareSnapshotPreBarrier(2))
          .hasRootCauseMessage("one too many");
    }
  }

  @Test
  void theOthersHaveWindowsAmongThemselves() throws Exception {
    try (KeyedOneInputStreamOperatorTestHarness<String, Slice, PlaybackQuality> operator =
        harness(BEGINNING, CohortPlaces.forOthers(), CohortDefinition.parse("app"))) {
      operator.open();
      operator.processElement(slice("app=__other__", 1000, 2));
      operator.processElement(slice("app=__other__", 1000, 3));
      operator.processWatermark(999);
      assertThat(operator.extractOutputValues())
          .containsExactly(
              new PlaybackQuality(
                  "app=__other__", -4000, 1000, 1_000_000, true, Records.totals(5)));
    }
  }

  /**
   * What was published after the checkpoint, with revisions of which the state knows nothing, must
   * not count any more.
   */
  @Test
  void revisionsAfterARestartAreAboveAllThatWerePublishedSinceTheCheckpoint() throws Exception {
    OperatorSubtaskState snapshot;
    List<PlaybackQuality> lost;
    try (KeyedOneInputStreamOperatorTestHarness<String, Slice, PlaybackQuality> operator =
        harness()) {
      operator.open();
      operator.processElement(slice("app=a", 1000, 1));
      operator.processWatermark(1999);
      snapshot = operator.snapshot(1, 1);
      for (int i = 0; i < 3; i++) {
        operator.processElement(slice("app=a", 1000, 1));
        operator.processWatermark(2000 + i);
      }
      lost = operator.extractOutputValues();
    }
    try (KeyedOneInputStreamOperatorTestHarness<String, Slice, PlaybackQuality> restarted =
        harness(BEGINNING.plusSeconds(5), CohortDefinition.parse("app"))) {
      restarted.initializeState(snapshot);
      restarted.open();
      restarted.processElement(slice("app=a", 1000, 1));
      restarted.processWatermark(2999);
      assertThat(restarted.extractOutputValues())
          .containsExactly(
              new PlaybackQuality("app=a", -4000, 1000, 1_005_000, false, Records.totals(2)),
              new PlaybackQuality("app=a", -3000, 2000, 1_005_000, false, Records.totals(2)),
              new PlaybackQuality("app=a", -2000, 3000, 1_005_000, true, Records.totals(2)));
      assertThat(lost).allMatch(quality -> quality.revision() < 1_005_000).hasSize(8);
    }
  }

  @Test
  void revisionsGrowAlsoIfTheClockOfTheNewTaskManagerIsBehind() throws Exception {
    OperatorSubtaskState snapshot;
    try (KeyedOneInputStreamOperatorTestHarness<String, Slice, PlaybackQuality> operator =
        harness()) {
      operator.open();
      snapshot = operator.snapshot(1, 1);
    }
    try (KeyedOneInputStreamOperatorTestHarness<String, Slice, PlaybackQuality> restarted =
        harness(BEGINNING.minusSeconds(60), CohortDefinition.parse("app"))) {
      restarted.initializeState(snapshot);
      restarted.open();
      restarted.processElement(slice("app=a", 1000, 1));
      restarted.processWatermark(999);
      assertThat(restarted.extractOutputValues())
          .extracting(PlaybackQuality::revision)
          .containsExactly(1_000_001L);
    }
  }

  /** Its numbers would lack every event since the restart. */
  @Test
  void windowsOfADefinitionThatIsNoMoreAreForgotten() throws Exception {
    OperatorSubtaskState snapshot;
    try (KeyedOneInputStreamOperatorTestHarness<String, Slice, PlaybackQuality> operator =
        harness(CohortDefinition.parse("app"), CohortDefinition.parse("app,os"))) {
      operator.open();
      operator.processElement(slice("app=a", 1000, 1));
      operator.processElement(slice("app=a,os=x", 1000, 1));
      snapshot = operator.snapshot(1, 1);
    }
    try (KeyedOneInputStreamOperatorTestHarness<String, Slice, PlaybackQuality> restarted =
        harness(CohortDefinition.parse("app"))) {
      restarted.initializeState(snapshot);
      restarted.open();
      restarted.processWatermark(1999);
      assertThat(restarted.extractOutputValues())
          .extracting(PlaybackQuality::cohort)
          .containsExactly("app=a", "app=a");
      restarted.snapshot(2, 2);
      assertThat(restarted.numKeyedStateEntries()).isEqualTo(1);
    }
  }

  /** What a checkpoint holds once every cohort has all the slices that it keeps. */
  @Test
  void tenThousandCohortsTakeLessThanTwentyMegabytes() throws Exception {
    try (KeyedOneInputStreamOperatorTestHarness<String, Slice, PlaybackQuality> operator =
        harness()) {
      operator.setCheckpointStorage(new JobManagerCheckpointStorage(64 << 20));
      operator.open();
      long start = 1_767_225_600_000L;
      for (int second = 1; second <= 60; second++) {
        for (int app = 0; app < 10_000; app++) {
          operator.processElement(
              slice("app=music-android-" + app, start + second * 1000L, 1000 + app));
        }
        operator.processWatermark(start + second * 1000L);
        operator.setProcessingTime(second);
        operator.getOutput().clear();
      }
      long bytes = operator.snapshot(1, 1).getStateSize();
      assertThat(operator.numKeyedStateEntries()).isEqualTo(10_000);
      System.out.printf("State of 10,000 cohorts: %,d bytes%n", bytes);
      assertThat(bytes).isBetween(1L << 20, 20_000_000L);
    }
  }

  @Test
  void aSliceThatIsTooLateChangesNoWindow() throws Exception {
    try (KeyedOneInputStreamOperatorTestHarness<String, Slice, PlaybackQuality> operator =
        harness()) {
      operator.open();
      operator.processWatermark(100_000);
      operator.processElement(slice("app=a", 1000, 1));
      operator.processWatermark(200_000);
      assertThat(operator.extractOutputValues()).isEmpty();
    }
  }

  /** Slices of 2,500 cohorts, all of them new. */
  private static void addMany(
      KeyedOneInputStreamOperatorTestHarness<String, Slice, PlaybackQuality> operator)
      throws Exception {
    for (int i = 0; i < 2500; i++) {
      operator.processElement(slice("app=" + i, 1000, 1));
    }
  }

  private static StreamRecord<Slice> slice(String cohort, long end, int events) {
    return new StreamRecord<>(new Slice(cohort, end, Records.totals(events)), end - 1);
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, Slice, PlaybackQuality> harness()
      throws Exception {
    return harness(CohortDefinition.parse("app"));
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, Slice, PlaybackQuality> harness(
      CohortDefinition... definitions) throws Exception {
    return harness(BEGINNING, definitions);
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, Slice, PlaybackQuality> harness(
      Instant beginning, CohortDefinition... definitions) throws Exception {
    return harness(beginning, CohortPlaces.upTo(1_000_000), definitions);
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, Slice, PlaybackQuality> harness(
      Instant beginning, CohortPlaces places, CohortDefinition... definitions) throws Exception {
    return harness(beginning, places, new Recorder(), definitions);
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, Slice, PlaybackQuality> harness(
      Instant beginning,
      CohortPlaces places,
      QualityListener listener,
      CohortDefinition... definitions)
      throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new CombineSlices(
            QualityTotals.QUALITY,
            LATENESS,
            List.of(definitions),
            places,
            Duration.ofMinutes(10),
            listener,
            new MetricExport.Scraped(Duration.ZERO),
            Clock.fixed(beginning, ZoneOffset.UTC)),
        Slice::cohort,
        Types.STRING);
  }

  private static final class FailsAfter extends Recorder {

    private static final long serialVersionUID = 1;
    private int left;

    FailsAfter(int windows) {
      left = windows;
    }

    @Override
    public void onQuality(PlaybackQuality quality) {
      if (left-- == 0) {
        throw new IllegalStateException("one too many");
      }
    }
  }

  private static class Recorder implements QualityListener {

    private static final long serialVersionUID = 1;

    @Override
    public void open(PlaybackMetrics metrics) {
      HEARD.add("open");
    }

    @Override
    public void onSlice(Slice slice) {
      HEARD.add(slice);
    }

    @Override
    public void onQuality(PlaybackQuality quality) {
      HEARD.add(quality);
    }

    @Override
    public void onTick() {
      HEARD.add("tick");
    }
  }
}
