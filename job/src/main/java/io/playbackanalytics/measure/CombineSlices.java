package io.playbackanalytics.measure;

import io.playbackanalytics.metric.MetricCatalog;
import io.playbackanalytics.metric.MetricExport;
import io.playbackanalytics.metric.PlaybackMetrics;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.StreamingRuntimeContext;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Merges the slices of a cohort and combines them into windows as the watermark passes. When which
 * window is published is decided by {@link CohortWindows}.
 */
public final class CombineSlices extends KeyedProcessFunction<String, Slice, PlaybackQuality> {

  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(CombineSlices.class);
  private static final Duration TICK = Duration.ofSeconds(1);

  private final Lateness lateness;
  private final QualityListener listener;
  private final MetricExport export;
  private transient @Nullable PlaybackMetrics metrics;
  private transient CohortWindows windows;
  private transient MapState<Long, SliceState> slices;
  private transient SliceStore store;
  private transient Counter eventsDropped;

  public CombineSlices(Lateness lateness, QualityListener listener, MetricExport export) {
    this.lateness = lateness;
    this.listener = listener;
    this.export = export;
  }

  @Override
  public void open(OpenContext context) {
    windows = new CohortWindows(lateness);
    slices =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>("slices", Types.LONG, Types.POJO(SliceState.class)));
    store = new StateBackedStore();
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
    windows.add(slice, store);
    listener.onSlice(slice);
    context.timerService().registerEventTimeTimer(lateness.hop().firesAt(slice.end()));
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<PlaybackQuality> out)
      throws Exception {
    OptionalLong next =
        windows.fire(
            context.getCurrentKey(),
            lateness.hop().windowEndFiringAt(timestamp),
            store,
            quality -> {
              listener.onQuality(quality);
              out.collect(quality);
            });
    if (next.isPresent()) {
      context.timerService().registerEventTimeTimer(lateness.hop().firesAt(next.getAsLong()));
    }
  }

  /**
   * The source side lets no slice through that is late here as long as the TaskManagers' clocks
   * agree within {@link Punctuality#CLOCK_TOLERANCE}. Should they not, leaving it out keeps the
   * published windows right.
   */
  private void drop(Slice slice, long watermark) {
    eventsDropped.inc(slice.totals().events);
    LOG.error(
        "Dropped {} events of slice {} at watermark {}: do the TaskManagers' clocks agree?",
        slice.totals().events,
        slice.end(),
        watermark);
  }

  private final class StateBackedStore implements SliceStore {

    @Override
    public SliceState getOrNew(long end) throws Exception {
      SliceState slice = slices.get(end);
      return slice == null ? new SliceState() : slice;
    }

    @Override
    public void put(long end, SliceState slice) throws Exception {
      slices.put(end, slice);
    }

    @Override
    public void remove(long end) throws Exception {
      slices.remove(end);
    }

    @Override
    public Iterable<Long> ends() throws Exception {
      return slices.keys();
    }
  }
}
