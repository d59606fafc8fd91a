package io.playbackanalytics.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.playbackanalytics.event.CohortDefinition;
import io.playbackanalytics.ingest.EventBatch;
import io.playbackanalytics.measure.total.QualityTotals;
import io.playbackanalytics.measure.window.DoubtfulEvent;
import io.playbackanalytics.measure.window.Hop;
import io.playbackanalytics.measure.window.Lateness;
import io.playbackanalytics.measure.window.Slice;
import io.playbackanalytics.metric.MetricExport;
import java.time.Duration;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AddToSlicesTest {

  private static final Lateness LATENESS =
      new Lateness(new Hop(Duration.ofSeconds(5), Duration.ofSeconds(1)), Duration.ofSeconds(30));

  private final Records records = new Records();
  private OneInputStreamOperatorTestHarness<EventBatch, Slice> operator;

  @BeforeEach
  void open() throws Exception {
    operator = harness();
    operator.open();
  }

  @AfterEach
  void close() throws Exception {
    operator.close();
  }

  @Test
  void eventsOfASliceLeaveAsOneSumPerCohortBeforeTheWatermarkThatCompletesIt() throws Exception {
    operator.processElement(records.event("a", 100));
    operator.processElement(records.event("a", 900));
    operator.processElement(records.event("a", 1000));
    operator.processWatermark(998);
    assertThat(operator.extractOutputValues()).isEmpty();
    operator.processWatermark(999);
    assertThat(operator.extractOutputValues())
        .containsExactlyInAnyOrder(
            new Slice("app=a", 1000, Records.totals(2)),
            new Slice("app=a,os=os", 1000, Records.totals(2)));
    assertThat(operator.getOutput().stream().reduce((first, last) -> last))
        .contains(new Watermark(999));
  }

  @Test
  void everySliceLeavesBeforeABarrier() throws Exception {
    operator.processElement(records.event("a", 100));
    operator.processElement(records.event("a", 9100));
    operator.prepareSnapshotPreBarrier(1);
    assertThat(operator.extractOutputValues()).hasSize(4);
    operator.prepareSnapshotPreBarrier(2);
    assertThat(operator.extractOutputValues()).hasSize(4);
  }

  @Test
  void everySliceLeavesBeforeTheSubtaskGoesIdleAndWhenTheStreamEnds() throws Exception {
    operator.processElement(records.event("a", 100));
    operator.processWatermarkStatus(WatermarkStatus.IDLE);
    assertThat(operator.extractOutputValues()).hasSize(2);
    operator.processElement(records.event("a", System.currentTimeMillis()));
    operator.endInput();
    operator.getOneInputOperator().finish();
    assertThat(operator.extractOutputValues()).hasSize(4);
  }

  @Test
  void theEndOfTheStreamPassesAnOutputThatWasAnnouncedIdle() throws Exception {
    operator.processWatermarkStatus(WatermarkStatus.IDLE);
    operator.getOneInputOperator().finish();
    assertThat(operator.getOutput())
        .containsExactly(WatermarkStatus.IDLE, WatermarkStatus.ACTIVE, Watermark.MAX_WATERMARK);
  }

  @Test
  void lateAndRejectedRecordsGoTheirOwnWays() throws Exception {
    operator.processWatermark(100_000);
    operator.processElement(records.rejected(5));
    operator.processElement(records.event("a", 65_999));
    operator.processElement(records.event("a", 66_000));
    operator.processWatermark(100_001);
    assertThat(operator.getSideOutput(SideOutputs.REJECTED)).hasSize(1);
    assertThat(operator.getSideOutput(SideOutputs.LATE))
        .extracting(
            record -> record.getValue().eventTime(), record -> record.getValue().watermark())
        .containsExactly(tuple(65_999L, 100_000L));
    assertThat(operator.extractOutputValues()).extracting(Slice::end).containsOnly(67_000L);
  }

  @Test
  void anOldEventAfterAnIdleSpellIsLeftToTheSecondLook() throws Exception {
    operator.processWatermark(10_000);
    operator.processWatermarkStatus(WatermarkStatus.IDLE);
    operator.processElement(records.event("a", 9000));
    assertThat(operator.getSideOutput(SideOutputs.DOUBTFUL))
        .singleElement()
        .satisfies(
            record -> {
              DoubtfulEvent event = record.getValue();
              assertThat(event.time()).isEqualTo(9000);
              assertThat(event.cohorts()).containsExactly("app=a", "app=a,os=os");
              assertThat(event.totals()).isEqualTo(Records.totals(1));
            });
    assertThat(operator.extractOutputValues()).isEmpty();
  }

  /** Windows go on meanwhile, and no watermark or barrier may come for long. */
  @Test
  void afterAnIdleSpellWhatIsPunctualByTheWallClockWaitsForNothing() throws Exception {
    operator.processWatermarkStatus(WatermarkStatus.IDLE);
    operator.processWatermarkStatus(WatermarkStatus.ACTIVE);
    operator.processElement(records.event("a", System.currentTimeMillis() - 20_000));
    assertThat(operator.extractOutputValues()).hasSize(2);
    assertThat(operator.getSideOutput(SideOutputs.DOUBTFUL)).isNull();
  }

  @Test
  void whatWasLateBeforeARestartIsDoubtfulAfterIt() throws Exception {
    operator.processWatermark(100_000);
    OperatorSubtaskState snapshot = operator.snapshot(1, 1);
    try (OneInputStreamOperatorTestHarness<EventBatch, Slice> restarted = harness()) {
      restarted.initializeState(snapshot);
      restarted.open();
      restarted.processElement(records.event("a", 65_999));
      restarted.processElement(records.event("a", 66_000));
      assertThat(restarted.getSideOutput(SideOutputs.DOUBTFUL)).hasSize(1);
      assertThat(restarted.getSideOutput(SideOutputs.LATE)).isNull();
    }
  }

  @Test
  void otherWindowsDoNotGoOnFromTheState() throws Exception {
    OperatorSubtaskState snapshot = operator.snapshot(1, 1);
    for (Hop other :
        List.of(
            new Hop(Duration.ofSeconds(60), Duration.ofSeconds(1)),
            new Hop(Duration.ofSeconds(5), Duration.ofSeconds(5)))) {
      // Not to be closed: it never opens.
      OneInputStreamOperatorTestHarness<EventBatch, Slice> refusing =
          harness(new Lateness(other, LATENESS.allowed()));
      assertThatThrownBy(() -> refusing.initializeState(snapshot))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("window.size=" + other.size().toMillis() + " ms")
          .hasMessageContaining("window.slide=" + other.slide().toMillis() + " ms")
          .hasMessageContaining("from the state of 5000 ms and 1000 ms");
    }
    try (OneInputStreamOperatorTestHarness<EventBatch, Slice> restarted =
        harness(new Lateness(LATENESS.hop(), Duration.ZERO))) {
      restarted.initializeState(snapshot);
      restarted.open();
    }
  }

  @Test
  void repeatsAreDroppedOnlyIfThatIsAskedFor() throws Exception {
    operator.processElement(records.event("a", 100, "one"));
    operator.processElement(records.event("a", 100, "one"));
    operator.prepareSnapshotPreBarrier(1);
    assertThat(operator.extractOutputValues())
        .contains(new Slice("app=a", 1000, Records.totals(2)));
    OperatorSubtaskState snapshot;
    try (OneInputStreamOperatorTestHarness<EventBatch, Slice> dropping =
        harness(LATENESS, Duration.ofMinutes(1))) {
      dropping.open();
      dropping.processElement(records.event("a", 100, "one"));
      dropping.processElement(records.event("a", 100, "one"));
      dropping.prepareSnapshotPreBarrier(1);
      assertThat(dropping.extractOutputValues())
          .contains(new Slice("app=a", 1000, Records.totals(1)));
      snapshot = dropping.snapshot(1, 1);
    }
    try (OneInputStreamOperatorTestHarness<EventBatch, Slice> restarted =
        harness(LATENESS, Duration.ofMinutes(1))) {
      restarted.initializeState(snapshot);
      restarted.open();
      restarted.processElement(records.event("a", 100, "one"));
      restarted.prepareSnapshotPreBarrier(2);
      assertThat(restarted.extractOutputValues()).isEmpty();
    }
  }

  /** It was not counted, so its repeat is none of an event that was. */
  @Test
  void aLateEventThatComesAgainIsLateAgain() throws Exception {
    try (OneInputStreamOperatorTestHarness<EventBatch, Slice> dropping =
        harness(LATENESS, Duration.ofMinutes(1))) {
      dropping.open();
      dropping.processWatermark(new Watermark(100_000));
      dropping.processElement(records.event("a", 100, "one"));
      dropping.processElement(records.event("a", 100, "one"));
      assertThat(dropping.getSideOutput(SideOutputs.LATE)).hasSize(2);
    }
  }

  private static OneInputStreamOperatorTestHarness<EventBatch, Slice> harness() throws Exception {
    return harness(LATENESS);
  }

  private static OneInputStreamOperatorTestHarness<EventBatch, Slice> harness(Lateness lateness)
      throws Exception {
    return harness(lateness, Duration.ZERO);
  }

  private static OneInputStreamOperatorTestHarness<EventBatch, Slice> harness(
      Lateness lateness, Duration dedupWindow) throws Exception {
    return new OneInputStreamOperatorTestHarness<>(
        new AddToSlices(
            QualityTotals.QUALITY,
            lateness,
            List.of(CohortDefinition.parse("app"), CohortDefinition.parse("app,os")),
            dedupWindow,
            new MetricExport.Scraped(Duration.ZERO)));
  }
}
