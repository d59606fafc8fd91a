package io.playbackanalytics.measure;

import io.playbackanalytics.measure.window.DoubtfulEvent;
import io.playbackanalytics.measure.window.LateRecord;
import io.playbackanalytics.measure.window.Lateness;
import io.playbackanalytics.measure.window.Punctuality;
import io.playbackanalytics.measure.window.Slice;
import io.playbackanalytics.metric.MetricExport;
import io.playbackanalytics.play.ReportsReader;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.jspecify.annotations.Nullable;

/**
 * Decides about events of which their source subtask cannot tell whether they are late (see {@link
 * Punctuality}). It hears the watermarks of all source subtasks, and every window operator hears
 * its: its watermark is at least as high as theirs, so what is punctual here finds its windows
 * still open.
 */
public final class TakeSecondLook extends AbstractStreamOperator<Slice>
    implements OneInputStreamOperator<DoubtfulEvent, Slice> {

  private static final long serialVersionUID = 1;

  private final Lateness lateness;
  private final MetricExport export;
  private transient @Nullable RecordCounts counts;
  private transient WatermarkMemory memory;
  private transient SharedWatermark shared;
  private transient long watermark;

  public TakeSecondLook(Lateness lateness, MetricExport export) {
    this.lateness = lateness;
    this.export = export;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    memory = new WatermarkMemory(context.getOperatorStateStore());
    watermark = memory.lowest();
    shared = new SharedWatermark(getRuntimeContext());
  }

  @Override
  public void open() throws Exception {
    super.open();
    counts = new RecordCounts(getMetricGroup(), export);
  }

  /** Also called when opening failed. */
  @Override
  public void close() throws Exception {
    if (counts != null) {
      counts.close();
    }
    super.close();
  }

  @Override
  public void processElement(StreamRecord<DoubtfulEvent> element) {
    DoubtfulEvent event = element.getValue();
    long sliceEnd = lateness.hop().sliceEnd(event.time());
    if (lateness.isLate(sliceEnd, watermark)) {
      LateRecord late = new LateRecord(event.source(), event.time(), watermark);
      counts.late(late);
      output.collect(SideOutputs.LATE, new StreamRecord<>(late));
      report(event, false);
      return;
    }
    counts.aggregated(1);
    report(event, true);
    for (String cohort : event.cohorts()) {
      output.collect(
          new StreamRecord<>(
              new Slice(cohort, sliceEnd, event.totals()), lateness.hop().firesAt(sliceEnd)));
    }
  }

  private void report(DoubtfulEvent event, boolean counted) {
    byte[] report = event.report();
    if (report.length > 0) {
      if (!counted) {
        ReportsReader.setNotCounted(report, 0);
      }
      output.collect(
          SideOutputs.REPORTS,
          new StreamRecord<>(new Reports(ReportsReader.keyOf(report, 0), report)));
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    watermark = Math.max(watermark, mark.getTimestamp());
    super.processWatermark(mark);
  }

  /**
   * Never says that it is idle: the window operators would no longer wait for this one's watermark,
   * and could be ahead of it when events come again. It hears all source subtasks, so it holds
   * nobody back that any of them does not.
   */
  @Override
  public void processWatermarkStatus(WatermarkStatus status) throws Exception {
    if (status.isActive()) {
      super.processWatermarkStatus(status);
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    memory.keep(watermark);
    shared.tell(
        context.getCheckpointId(),
        getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks(),
        watermark);
  }
}
