package io.playbackanalytics.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.playbackanalytics.measure.window.DoubtfulEvent;
import io.playbackanalytics.measure.window.Hop;
import io.playbackanalytics.measure.window.Lateness;
import io.playbackanalytics.measure.window.Slice;
import io.playbackanalytics.metric.MetricExport;
import java.time.Duration;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class TakeSecondLookTest {

  private static final Lateness LATENESS =
      new Lateness(new Hop(Duration.ofSeconds(5), Duration.ofSeconds(1)), Duration.ofSeconds(30));

  @Test
  void anEventIsLateByTheWatermarkOfTheWholeJobOrBecomesASliceAtOnce() throws Exception {
    try (OneInputStreamOperatorTestHarness<DoubtfulEvent, Slice> operator = harness()) {
      operator.open();
      operator.processWatermark(100_000);
      assertDecides(operator);
    }
  }

  @Test
  void theWatermarkOfTheWholeJobOutlastsARestart() throws Exception {
    OperatorSubtaskState snapshot;
    try (OneInputStreamOperatorTestHarness<DoubtfulEvent, Slice> operator = harness()) {
      operator.open();
      operator.processWatermark(100_000);
      snapshot = operator.snapshot(1, 1);
    }
    try (OneInputStreamOperatorTestHarness<DoubtfulEvent, Slice> restarted = harness()) {
      restarted.initializeState(snapshot);
      restarted.open();
      assertDecides(restarted);
    }
  }

  @Test
  void afterTheEndOfAStreamNothingIsLateForTheNextOne() throws Exception {
    OperatorSubtaskState snapshot;
    try (OneInputStreamOperatorTestHarness<DoubtfulEvent, Slice> operator = harness()) {
      operator.open();
      operator.processWatermark(Long.MAX_VALUE);
      snapshot = operator.snapshot(1, 1);
    }
    try (OneInputStreamOperatorTestHarness<DoubtfulEvent, Slice> restarted = harness()) {
      restarted.initializeState(snapshot);
      restarted.open();
      restarted.processElement(Records.doubtful(100, "app=a"));
      assertThat(restarted.extractOutputValues()).hasSize(1);
    }
  }

  /** Else windows could be published before an event that was found punctual here gets to them. */
  @Test
  void windowsWaitForItsWatermarkAlsoWhenAllSourcesAreIdle() throws Exception {
    try (OneInputStreamOperatorTestHarness<DoubtfulEvent, Slice> operator = harness()) {
      operator.open();
      operator.processWatermark(100_000);
      operator.processWatermarkStatus(WatermarkStatus.IDLE);
      operator.processWatermarkStatus(WatermarkStatus.ACTIVE);
      assertThat(operator.getOutput())
          .containsExactly(new Watermark(100_000), WatermarkStatus.ACTIVE);
    }
  }

  private static void assertDecides(
      OneInputStreamOperatorTestHarness<DoubtfulEvent, Slice> operator) throws Exception {
    operator.processElement(Records.doubtful(65_999, "app=a"));
    operator.processElement(Records.doubtful(66_000, "app=a"));
    assertThat(operator.getSideOutput(SideOutputs.LATE))
        .extracting(record -> record.getValue().watermark())
        .containsExactly(100_000L);
    assertThat(operator.extractOutputValues())
        .containsExactly(new Slice("app=a", 67_000, Records.totals(1)));
  }

  private static OneInputStreamOperatorTestHarness<DoubtfulEvent, Slice> harness()
      throws Exception {
    return new OneInputStreamOperatorTestHarness<>(
        new TakeSecondLook(LATENESS, new MetricExport.Scraped(Duration.ZERO)));
  }
}
