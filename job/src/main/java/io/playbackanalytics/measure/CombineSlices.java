package io.playbackanalytics.measure;

import io.playbackanalytics.event.Cohort;
import io.playbackanalytics.event.CohortDefinition;
import io.playbackanalytics.measure.total.Measures;
import io.playbackanalytics.measure.window.CohortPlaces;
import io.playbackanalytics.measure.window.CohortSlices;
import io.playbackanalytics.measure.window.Lateness;
import io.playbackanalytics.measure.window.OpenWindows;
import io.playbackanalytics.measure.window.OtherSlices;
import io.playbackanalytics.measure.window.PlaybackQuality;
import io.playbackanalytics.measure.window.Punctuality;
import io.playbackanalytics.measure.window.Revisions;
import io.playbackanalytics.measure.window.Slice;
import io.playbackanalytics.metric.MetricCatalog;
import io.playbackanalytics.metric.MetricExport;
import io.playbackanalytics.metric.flink.PlaybackMetrics;
import io.playbackanalytics.metric.flink.QualityListener;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.stream.Collectors;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Merges the slices of a cohort and combines them into windows as the watermark passes. All of it
 * happens in {@link OpenWindows}; Flink's keyed state is told at checkpoints what has changed, so
 * that it is saved, and shared out anew when the parallelism changes, as any other.
 *
 * <p>Restored state may be of a definition that the settings no longer have: no more of its events
 * come, so what is left of its windows is forgotten and not published.
 */
public final class CombineSlices extends AbstractStreamOperator<PlaybackQuality>
    implements OneInputStreamOperator<Slice, PlaybackQuality> {

  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(CombineSlices.class);
  private static final Duration TICK = Duration.ofSeconds(1);

  /** About so many windows of new cohorts are published at once: some ten milliseconds. */
  private static final int BATCH = 1000;

  /** The shortest and the longest time for whatever else there is to do between two batches. */
  private static final Duration PAUSE = Duration.ofMillis(5);

  private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);

  private static final ValueStateDescriptor<CohortSlices> COHORT =
      new ValueStateDescriptor<>("cohort", CohortSlicesSerializer.INSTANCE);

  private final Measures measures;
  private final Lateness lateness;

  /** By their labels, with the key of the cohort in which others are summed. */
  private final Map<String, String> otherKeys;

  private final CohortPlaces places;

  /** For longer Flink waits for no checkpoint. */
  private final Duration checkpointTimeout;

  private final QualityListener listener;
  private final MetricExport export;
  private final Clock wallClock;
  private transient @Nullable PlaybackMetrics ownMetrics;
  private transient Revisions revisions;
  private transient ListState<Long> firstRevision;
  private transient OpenWindows windows;
  private transient OtherSlices others;
  private transient OpenWindows.Store store;
  private transient Counter eventsDropped;
  private transient Counter eventsInOther;
  private transient StreamRecord<PlaybackQuality> published;
  private transient long watermark;
  private transient boolean isPausing;

  /** Why a batch was not published. Flink ends the task for it, but not at once. */
  private transient @Nullable Throwable failure;

  private transient volatile int cohortsOpen;

  public CombineSlices(
      Measures measures,
      Lateness lateness,
      List<CohortDefinition> definitions,
      CohortPlaces places,
      Duration checkpointTimeout,
      QualityListener listener,
      MetricExport export,
      Clock wallClock) {
    this.measures = measures;
    this.lateness = lateness;
    this.otherKeys =
        definitions.stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    CohortDefinition::toString, definition -> Cohort.other(definition).key()));
    this.places = places;
    this.checkpointTimeout = checkpointTimeout;
    this.listener = listener;
    this.export = export;
    this.wallClock = wallClock;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    firstRevision =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>("first-revision", Types.LONG));
    long before = Revisions.NONE;
    for (long ofSubtask : firstRevision.get()) {
      before = Math.max(before, ofSubtask);
    }
    revisions = Revisions.ofAttempt(wallClock.instant(), before);
    watermark = Long.MIN_VALUE;
    windows = new OpenWindows(measures.layout(), lateness, revisions, places, checkpointTimeout);
    others = new OtherSlices(measures.layout());
    store = new KeyedStore(context.getKeyedStateStore().getState(COHORT));
    if (context.isRestored()) {
      RestoredTimers.delete(this);
      restore();
    }
  }

  private void restore() throws Exception {
    getKeyedStateBackend()
        .applyToAllKeys(
            VoidNamespace.INSTANCE,
            VoidNamespaceSerializer.INSTANCE,
            COHORT,
            (key, state) -> {
              String cohort = (String) key;
              if (otherKeys.containsKey(Cohort.labelsOfKey(cohort))) {
                windows.restore(cohort, state.value());
              } else {
                state.clear();
              }
            });
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    firstRevision.update(List.of(revisions.first()));
    windows.writeTo(store, context.getCheckpointId(), wallClock.instant());
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    super.notifyCheckpointComplete(checkpointId);
    windows.over(checkpointId);
  }

  @Override
  public void notifyCheckpointAborted(long checkpointId) throws Exception {
    super.notifyCheckpointAborted(checkpointId);
    windows.over(checkpointId);
  }

  @Override
  public void open() throws Exception {
    super.open();
    published = new StreamRecord<>(null);
    ownMetrics = PlaybackMetrics.open(getMetricGroup(), export);
    eventsDropped = ownMetrics.counter(MetricCatalog.EVENTS_DROPPED);
    eventsInOther = ownMetrics.counter(MetricCatalog.EVENTS_IN_OTHER);
    ownMetrics.gauge(MetricCatalog.COHORTS_OPEN, () -> (double) cohortsOpen);
    listener.open(ownMetrics);
    ScheduledFuture<?> unused =
        getProcessingTimeService()
            .scheduleWithFixedDelay(
                timestamp -> listener.onTick(), TICK.toMillis(), TICK.toMillis());
  }

  /** Also called when opening failed. */
  @Override
  public void close() throws Exception {
    if (ownMetrics != null) {
      ownMetrics.close();
    }
    super.close();
  }

  /** Keyed state is looked at only when it is restored or written. */
  @Override
  @SuppressWarnings("rawtypes")
  public void setKeyContextElement1(StreamRecord element) {}

  @Override
  public void processElement(StreamRecord<Slice> element) {
    Slice slice = element.getValue();
    if (lateness.isLate(slice.end(), watermark)) {
      drop(slice);
      return;
    }
    if (!windows.add(slice)) {
      leaveToTheOthers(slice);
    }
    listener.onSlice(slice);
  }

  private void leaveToTheOthers(Slice slice) {
    if (!Cohort.isOtherKey(slice.cohort())) {
      eventsInOther.inc(slice.totals().events());
    }
    String other = otherKeys.get(Cohort.labelsOfKey(slice.cohort()));
    others.add(other, slice.end(), slice.totals());
  }

  private void handOn(Slice ofOthers) {
    output.collect(
        SideOutputs.OTHER, new StreamRecord<>(ofOthers, lateness.hop().firesAt(ofOthers.end())));
  }

  /** A checkpoint would hold as published what a batch that failed has not handed on. */
  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    if (failure != null) {
      throw new IllegalStateException("windows were not published", failure);
    }
    others.drainTo(this::handOn);
  }

  /** While a subtask is idle no watermark comes that would hand them on. */
  @Override
  public void processWatermarkStatus(WatermarkStatus status) throws Exception {
    others.drainTo(this::handOn);
    super.processWatermarkStatus(status);
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    watermark = mark.getTimestamp();
    others.drainTo(this::handOn);
    windows.advance(watermark, this::publish);
    if (watermark == Watermark.MAX_WATERMARK.getTimestamp()) {
      windows.fireWaiting(Integer.MAX_VALUE, this::publish);
    } else if (!isPausing) {
      fireWaiting();
    }
    cohortsOpen = windows.size();
    super.processWatermark(mark);
  }

  /**
   * Publishes a batch of what waits, and the next after a pause as long as that took. The watermark
   * does not wait for them: nobody looks at it behind the windows.
   */
  private void fireWaiting() {
    ProcessingTimeService time = getProcessingTimeService();
    long begun = time.getCurrentProcessingTime();
    windows.fireWaiting(BATCH, this::publish);
    isPausing = windows.areWaiting();
    cohortsOpen = windows.size();
    if (isPausing) {
      long ended = time.getCurrentProcessingTime();
      long pause = Math.min(Math.max(ended - begun, PAUSE.toMillis()), LONGEST_PAUSE.toMillis());
      ScheduledFuture<?> unused = time.registerTimer(ended + pause, timestamp -> fireWaitingOn());
    }
  }

  private void fireWaitingOn() {
    try {
      fireWaiting();
    } catch (RuntimeException | Error e) {
      failure = e;
      throw e;
    }
  }

  private void publish(PlaybackQuality quality) {
    listener.onQuality(quality);
    output.collect(published.replace(quality, lateness.hop().firesAt(quality.windowEnd())));
  }

  /**
   * The source side lets no slice through that is late here as long as the TaskManagers' clocks
   * agree within {@link Punctuality#CLOCK_TOLERANCE}. Should they not, leaving it out keeps the
   * published windows right.
   */
  private void drop(Slice slice) {
    eventsDropped.inc(slice.totals().events());
    LOG.error(
        "Dropped {} events of slice {} at watermark {}: do the TaskManagers' clocks agree?",
        slice.totals().events(),
        slice.end(),
        watermark);
  }

  /** Flink's keyed state. */
  private final class KeyedStore implements OpenWindows.Store {

    private final ValueState<CohortSlices> state;

    KeyedStore(ValueState<CohortSlices> state) {
      this.state = state;
    }

    @Override
    public void put(String cohort, CohortSlices slices) throws Exception {
      setCurrentKey(cohort);
      state.update(slices);
    }

    @Override
    public void remove(String cohort) {
      setCurrentKey(cohort);
      state.clear();
    }
  }
}
