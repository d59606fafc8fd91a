package io.playbackanalytics.measure;

import io.playbackanalytics.event.Cohort;
import io.playbackanalytics.event.CohortDefinition;
import io.playbackanalytics.measure.total.Measures;
import io.playbackanalytics.measure.window.CohortSlices;
import io.playbackanalytics.measure.window.CohortWindows;
import io.playbackanalytics.measure.window.Lateness;
import io.playbackanalytics.measure.window.PlaybackQuality;
import io.playbackanalytics.measure.window.Punctuality;
import io.playbackanalytics.measure.window.Revisions;
import io.playbackanalytics.measure.window.Slice;
import io.playbackanalytics.metric.MetricCatalog;
import io.playbackanalytics.metric.MetricExport;
import io.playbackanalytics.metric.flink.PlaybackMetrics;
import io.playbackanalytics.metric.flink.QualityListener;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.stream.Collectors;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.StreamingRuntimeContext;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Merges the slices of a cohort and combines them into windows as the watermark passes. When which
 * window is published is decided by {@link CohortWindows}.
 *
 * <p>Restored state may be of a definition that the settings no longer have: no more of its events
 * come, so what is left of its windows is forgotten and not published.
 */
public final class CombineSlices extends KeyedProcessFunction<String, Slice, PlaybackQuality>
    implements CheckpointedFunction {

  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(CombineSlices.class);
  private static final Duration TICK = Duration.ofSeconds(1);

  private final Measures measures;
  private final Lateness lateness;
  private final Set<String> definitions;
  private final QualityListener listener;
  private final MetricExport export;
  private final Clock wallClock;
  private transient @Nullable PlaybackMetrics metrics;
  private transient Revisions revisions;
  private transient ListState<Long> firstRevision;
  private transient CohortWindows windows;
  private transient ValueState<CohortSlices> state;
  private transient Counter eventsDropped;

  public CombineSlices(
      Measures measures,
      Lateness lateness,
      List<CohortDefinition> definitions,
      QualityListener listener,
      MetricExport export,
      Clock wallClock) {
    this.measures = measures;
    this.lateness = lateness;
    this.definitions =
        definitions.stream().map(CohortDefinition::toString).collect(Collectors.toSet());
    this.listener = listener;
    this.export = export;
    this.wallClock = wallClock;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    firstRevision =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>("first-revision", Types.LONG));
    long before = Revisions.NONE;
    for (long ofSubtask : firstRevision.get()) {
      before = Math.max(before, ofSubtask);
    }
    revisions = Revisions.ofAttempt(wallClock.instant(), before);
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    firstRevision.update(List.of(revisions.first()));
  }

  @Override
  public void open(OpenContext context) {
    windows = new CohortWindows(lateness, revisions);
    state =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("cohort", CohortSlicesSerializer.INSTANCE));
    metrics = PlaybackMetrics.open(getRuntimeContext().getMetricGroup(), export);
    eventsDropped = metrics.counter(MetricCatalog.EVENTS_DROPPED);
    listener.open(metrics);
    // The timers of a keyed function belong to a key; these ticks belong to the subtask.
    ScheduledFuture<?> unused =
        ((StreamingRuntimeContext) getRuntimeContext())
            .getProcessingTimeService()
            .scheduleWithFixedDelay(
                timestamp -> listener.onTick(), TICK.toMillis(), TICK.toMillis());
  }

  /** Also called when opening failed. */
  @Override
  public void close() {
    if (metrics != null) {
      metrics.close();
    }
  }

  @Override
  public void processElement(Slice slice, Context context, Collector<PlaybackQuality> out)
      throws Exception {
    long watermark = context.timerService().currentWatermark();
    if (lateness.isLate(slice.end(), watermark)) {
      drop(slice, watermark);
      return;
    }
    CohortSlices slices = slicesOfTheCohort();
    windows.add(slice, slices);
    listener.onSlice(slice);
    fireAt(slice.end(), slices, context.timerService());
    state.update(slices);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<PlaybackQuality> out)
      throws Exception {
    if (!definitions.contains(Cohort.labelsOfKey(context.getCurrentKey()))) {
      state.clear();
      return;
    }
    CohortSlices slices = slicesOfTheCohort();
    long windowEnd = lateness.hop().windowEndFiringAt(timestamp);
    slices.stopAwaiting(windowEnd);
    OptionalLong next =
        windows.fire(
            context.getCurrentKey(),
            windowEnd,
            slices,
            quality -> {
              listener.onQuality(quality);
              out.collect(quality);
            });
    if (next.isPresent()) {
      fireAt(next.getAsLong(), slices, context.timerService());
    }
    if (slices.isEmpty()) {
      state.clear();
    } else {
      state.update(slices);
    }
  }

  private void fireAt(long windowEnd, CohortSlices slices, TimerService timers) {
    if (slices.await(windowEnd)) {
      timers.registerEventTimeTimer(lateness.hop().firesAt(windowEnd));
    }
  }

  private CohortSlices slicesOfTheCohort() throws IOException {
    CohortSlices slices = state.value();
    return slices == null ? new CohortSlices(measures.layout()) : slices.with(measures.layout());
  }

  /**
   * The source side lets no slice through that is late here as long as the TaskManagers' clocks
   * agree within {@link Punctuality#CLOCK_TOLERANCE}. Should they not, leaving it out keeps the
   * published windows right.
   */
  private void drop(Slice slice, long watermark) {
    eventsDropped.inc(slice.totals().events());
    LOG.error(
        "Dropped {} events of slice {} at watermark {}: do the TaskManagers' clocks agree?",
        slice.totals().events(),
        slice.end(),
        watermark);
  }
}
