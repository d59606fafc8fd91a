package io.playbackanalytics.ingest.silence;

import static org.assertj.core.api.Assertions.assertThat;

import io.playbackanalytics.ManualClock;
import io.playbackanalytics.ingest.EventBatch;
import io.playbackanalytics.ingest.json.EventJson;
import io.playbackanalytics.ingest.kafka.Partition;
import io.playbackanalytics.measure.total.Measures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.event.WatermarkEvent;
import org.apache.flink.runtime.metrics.groups.UnregisteredMetricGroups;
import org.apache.flink.streaming.api.operators.source.TimestampsAndWatermarks;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.io.PushingAsyncDataInput.DataOutput;
import org.apache.flink.streaming.runtime.streamrecord.LatencyMarker;
import org.apache.flink.streaming.runtime.streamrecord.RecordAttributes;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.TestProcessingTimeService;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.clock.SystemClock;
import org.junit.jupiter.api.Test;

/** Inside Flink's own outputs of a source, as a subtask has them. */
class SubtaskIdlenessTest {

  private static final long NOW = 1_767_225_600_000L;
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final ManualClock wallClock = new ManualClock(NOW);
  private final Partition records =
      new Partition(Measures.quality(), Partition.EVENT_TIME, 1000, wallClock);
  private final Downstream downstream = new Downstream();

  @Test
  void holdsBackWhatItHasNotYetHeardOfHoweverLongItTakes() {
    Subtask subtask = new Subtask(Optional.of(TIMEOUT));
    subtask.add("0");
    wallClock.advance(Duration.ofHours(1));
    subtask.emit();
    assertThat(downstream.idle).isFalse();
    assertThat(downstream.watermarks).isEmpty();
  }

  @Test
  void isIdleAsLongAsAllItsPartitionsAre() {
    Subtask subtask = new Subtask(Optional.of(TIMEOUT));
    SourceOutput<EventBatch> first = subtask.add("0");
    SourceOutput<EventBatch> second = subtask.add("1");
    first.collect(idle());
    subtask.emit();
    assertThat(downstream.idle).isFalse();
    second.collect(idle());
    subtask.emit();
    assertThat(downstream.idle).isTrue();
    second.collect(records.batch(NOW));
    subtask.emit();
    assertThat(downstream.idle).as("nobody knows whether the second is").isFalse();
    assertThat(downstream.watermarks).isEmpty();
    second.collect(idle());
    subtask.emit();
    assertThat(downstream.idle).isTrue();
  }

  @Test
  void isActiveWithTheFirstEventAndGoesOnWithoutTheIdle() {
    Subtask subtask = new Subtask(Optional.of(TIMEOUT));
    SourceOutput<EventBatch> first = subtask.add("0");
    SourceOutput<EventBatch> second = subtask.add("1");
    first.collect(idle());
    second.collect(event());
    subtask.emit();
    assertThat(downstream.idle).isFalse();
    assertThat(downstream.watermarks)
        .containsExactly(NOW - Partition.EVENT_TIME.outOfOrderness().toMillis() - 1);
  }

  @Test
  void isIdleWithoutPartitionsAfterTheTimeout() {
    Subtask subtask = new Subtask(Optional.of(TIMEOUT));
    wallClock.advance(TIMEOUT.minusMillis(1));
    subtask.emit();
    assertThat(downstream.idle).isFalse();
    wallClock.advance(Duration.ofMillis(1));
    subtask.emit();
    assertThat(downstream.idle).isTrue();
    subtask.add("0");
    subtask.emit();
    assertThat(downstream.idle).as("has a partition now").isFalse();
  }

  @Test
  void isNeverIdleWithoutATimeout() {
    Subtask subtask = new Subtask(Optional.empty());
    wallClock.advance(Duration.ofDays(1));
    subtask.emit();
    assertThat(downstream.idle).isFalse();
  }

  private EventBatch idle() {
    EventBatch batch = records.batch(NOW);
    batch.setIdle();
    return batch;
  }

  private EventBatch event() {
    return records.batch(NOW, EventJson.smallest().with("timestamp", Long.toString(NOW)).bytes());
  }

  /** What Flink makes of the strategy in one subtask. */
  private final class Subtask {

    private final TimestampsAndWatermarks<EventBatch> logic;
    private final ReaderOutput<EventBatch> main;

    Subtask(Optional<Duration> idleTimeout) {
      logic =
          TimestampsAndWatermarks.createProgressiveEventTimeLogic(
              new SourceWatermarks(Partition.EVENT_TIME, idleTimeout, () -> wallClock),
              new UnregisteredMetricsGroup(),
              new TestProcessingTimeService(),
              Duration.ofMillis(200).toMillis(),
              SystemClock.getInstance(),
              SystemClock.getInstance(),
              UnregisteredMetricGroups.createUnregisteredTaskMetricGroup().getIOMetricGroup());
      main = logic.createMainOutput(downstream, downstream);
    }

    SourceOutput<EventBatch> add(String split) {
      return main.createOutputForSplit(split);
    }

    void emit() {
      logic.emitImmediateWatermark(0);
    }
  }

  /** Keeps what a subtask tells the operators behind it. */
  private static final class Downstream
      implements DataOutput<EventBatch>, TimestampsAndWatermarks.WatermarkUpdateListener {

    private final List<Long> watermarks = new ArrayList<>();
    private boolean idle;

    @Override
    public void emitRecord(StreamRecord<EventBatch> record) {}

    @Override
    public void emitWatermark(Watermark watermark) {
      watermarks.add(watermark.getTimestamp());
    }

    @Override
    public void emitWatermark(WatermarkEvent watermark) {}

    @Override
    public void emitWatermarkStatus(WatermarkStatus status) {
      idle = status.isIdle();
    }

    @Override
    public void emitLatencyMarker(LatencyMarker marker) {}

    @Override
    public void emitRecordAttributes(RecordAttributes attributes) {}

    @Override
    public void updateIdle(boolean isIdle) {}

    @Override
    public void updateCurrentEffectiveWatermark(long watermark) {}

    @Override
    public void updateCurrentSplitWatermark(String split, long watermark) {}

    @Override
    public void updateCurrentSplitIdle(String split, boolean isIdle) {}

    @Override
    public void splitFinished(String split) {}
  }
}
