package io.playbackanalytics.measure;

import io.playbackanalytics.event.CohortDefinition;
import io.playbackanalytics.ingest.EventBatch;
import io.playbackanalytics.measure.total.Measures;
import io.playbackanalytics.measure.window.DoubtfulEvent;
import io.playbackanalytics.measure.window.LateRecord;
import io.playbackanalytics.measure.window.Lateness;
import io.playbackanalytics.measure.window.Punctuality;
import io.playbackanalytics.measure.window.RejectedRecord;
import io.playbackanalytics.measure.window.Slice;
import io.playbackanalytics.metric.MetricExport;
import io.playbackanalytics.play.ReportsReader;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.jspecify.annotations.Nullable;

/**
 * Sums the events of one source subtask into slices, chained to the source. A slice is handed on
 * before the watermark that completes it, before a checkpoint barrier, and before the subtask goes
 * idle: so nothing that was read before any of these is missing behind it, and the slices need no
 * state. As long as windows do not wait for the subtask, it is handed on with each batch.
 */
public final class AddToSlices extends AbstractStreamOperator<Slice>
    implements OneInputStreamOperator<EventBatch, Slice> {

  private static final long serialVersionUID = 1;

  private final Measures measures;
  private final Lateness lateness;
  private final List<CohortDefinition> definitions;
  private final Duration dedupWindow;
  private final MetricExport export;
  private transient OpenSlices slices;
  private transient Punctuality punctuality;
  private transient @Nullable RecordCounts counts;
  private transient WatermarkMemory memory;
  private transient SharedWatermark shared;
  private transient HopMemory windows;
  private transient @Nullable Repeats repeats;
  private transient @Nullable ListState<PartitionIds> ids;
  private transient @Nullable ReportsByKeyGroup reports;

  /**
   * @param dedupWindow how long an event's id is remembered; 0: not at all
   */
  public AddToSlices(
      Measures measures,
      Lateness lateness,
      List<CohortDefinition> definitions,
      Duration dedupWindow,
      MetricExport export) {
    this.measures = measures;
    this.lateness = lateness;
    this.definitions = List.copyOf(definitions);
    this.dedupWindow = dedupWindow;
    this.export = export;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    windows = new HopMemory(context.getOperatorStateStore());
    windows.require(lateness.hop());
    memory = new WatermarkMemory(context.getOperatorStateStore());
    punctuality = new Punctuality(lateness, Clock.systemUTC(), memory.highest());
    shared = new SharedWatermark(getRuntimeContext());
    if (!dedupWindow.isZero()) {
      ids =
          context
              .getOperatorStateStore()
              .getUnionListState(
                  new ListStateDescriptor<>("ids", TypeInformation.of(PartitionIds.class)));
      TaskInfo task = getRuntimeContext().getTaskInfo();
      repeats =
          new Repeats(
              dedupWindow, task.getIndexOfThisSubtask(), task.getNumberOfParallelSubtasks());
      repeats.restore(ids.get());
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    slices = new OpenSlices(measures, lateness.hop(), definitions);
    counts = new RecordCounts(getMetricGroup(), export);
    if (measures.areOfPlays()) {
      reports =
          new ReportsByKeyGroup(getRuntimeContext().getTaskInfo().getMaxNumberOfParallelSubtasks());
    }
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
  public void processElement(StreamRecord<EventBatch> element) {
    EventBatch batch = element.getValue();
    for (EventBatch.Rejected record : batch.rejected()) {
      reject(new RejectedRecord(record.source(), record.rejection()));
    }
    slices.start(batch, this::emit);
    long unsureUpTo = unsureUpTo();
    int aggregated = 0;
    int repeated = 0;
    for (int event = 0; event < batch.size(); event++) {
      long sliceEnd = slices.sliceEnd(batch.time(event));
      boolean isPunctual = sliceEnd > unsureUpTo;
      if (!isPunctual) {
        handOnWhatMayBePassed();
      }
      if (!isPunctual && sliceEnd <= punctuality.lateUpTo()) {
        setAside(new LateRecord(batch.source(event), batch.time(event), punctuality.watermark()));
        reportLate(batch, event);
      } else if (repeats != null && repeats.contain(batch, event, sliceEnd)) {
        repeated++;
      } else if (isPunctual) {
        slices.add(batch, event, sliceEnd, this::emit);
        report(batch, event);
        aggregated++;
      } else {
        leaveToTheSecondLook(batch, event);
      }
      if (!isPunctual) {
        // An output may have been blocked for long, while the others went on.
        unsureUpTo = unsureUpTo();
      }
    }
    handOnWhatMayBePassed();
    handOnReports();
    counts.aggregated(aggregated);
    counts.repeated(repeated);
  }

  /** Its play hears of a late event, too: that is right in the ledger. */
  private void reportLate(EventBatch batch, int event) {
    if (reports != null) {
      ReportsReader.setNotCounted(batch.reports().bytes(), batch.reportAt(event));
      report(batch, event);
    }
  }

  private void report(EventBatch batch, int event) {
    if (reports != null) {
      reports.add(batch.reports().bytes(), batch.reportAt(event), batch.reportEnd(event));
    }
  }

  private void handOnReports() {
    if (reports != null) {
      reports.drainTo(ofGroup -> output.collect(SideOutputs.REPORTS, new StreamRecord<>(ofGroup)));
    }
  }

  /**
   * Nobody waits for what is in the slices while the job may pass this subtask: by the wall clock
   * it is punctual now, but not after an output that blocks.
   */
  private void handOnWhatMayBePassed() {
    if (punctuality.mayBePassed()) {
      slices.closeAll(this::emit);
    }
  }

  /** The newest slice, by its end, whose events are not surely punctual. */
  private long unsureUpTo() {
    return Math.max(punctuality.lateUpTo(), punctuality.doubtfulUpTo());
  }

  private void reject(RejectedRecord record) {
    counts.rejected(record);
    output.collect(SideOutputs.REJECTED, new StreamRecord<>(record));
  }

  private void setAside(LateRecord record) {
    counts.late(record);
    output.collect(SideOutputs.LATE, new StreamRecord<>(record));
  }

  private void leaveToTheSecondLook(EventBatch batch, int event) {
    DoubtfulEvent doubtful =
        new DoubtfulEvent(
            batch.source(event),
            batch.time(event),
            slices.keysOf(batch, event),
            measures.ofEvent(batch.amounts(), batch.amountsAt(event)),
            Arrays.copyOfRange(
                batch.reports().bytes(), batch.reportAt(event), batch.reportEnd(event)));
    output.collect(SideOutputs.DOUBTFUL, new StreamRecord<>(doubtful));
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    slices.closeUpTo(mark.getTimestamp(), this::emit);
    punctuality.advance(mark.getTimestamp());
    if (repeats != null) {
      repeats.advance(mark.getTimestamp());
    }
    super.processWatermark(mark);
  }

  @Override
  public void processWatermarkStatus(WatermarkStatus status) throws Exception {
    if (status.isIdle()) {
      slices.closeAll(this::emit);
      punctuality.idle();
    } else {
      punctuality.active();
    }
    super.processWatermarkStatus(status);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    slices.closeAll(this::emit);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    windows.keep(lateness.hop());
    memory.keep(punctuality.watermark());
    punctuality.barrier(context.getCheckpointId());
    if (repeats != null && ids != null) {
      ids.update(repeats.snapshot());
    }
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    super.notifyCheckpointComplete(checkpointId);
    if (punctuality.waitsFor(checkpointId)) {
      shared.highestAt(checkpointId).ifPresent(punctuality::jobWasAt);
    }
  }

  /** Called when the stream ends, or is drained, but not when the job just stops. */
  @Override
  public void finish() throws Exception {
    slices.closeAll(this::emit);
    // The last watermark has come by already, but an output that was announced idle drops it.
    output.emitWatermarkStatus(WatermarkStatus.ACTIVE);
    output.emitWatermark(Watermark.MAX_WATERMARK);
    super.finish();
  }

  private void emit(Slice slice) {
    output.collect(new StreamRecord<>(slice, lateness.hop().firesAt(slice.end())));
  }
}
