package io.playbackanalytics.measure;

import io.playbackanalytics.event.CohortDefinition;
import io.playbackanalytics.measure.total.Measures;
import io.playbackanalytics.measure.window.CheckpointsUnderWay;
import io.playbackanalytics.measure.window.Lateness;
import io.playbackanalytics.measure.window.PlayRecord;
import io.playbackanalytics.measure.window.PlaySlices;
import io.playbackanalytics.measure.window.Slice;
import io.playbackanalytics.metric.MetricCatalog;
import io.playbackanalytics.metric.MetricExport;
import io.playbackanalytics.metric.flink.PlaybackMetrics;
import io.playbackanalytics.play.ClosedPlay;
import io.playbackanalytics.play.OpenSessions;
import io.playbackanalytics.play.PlayRules;
import io.playbackanalytics.play.Report;
import io.playbackanalytics.play.ReportQueue;
import io.playbackanalytics.play.ReportsReader;
import io.playbackanalytics.play.SessionKey;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Follows the plays of all sessions, and hands on what they add to the slices of their cohorts, and
 * each play once it is closed. All of it happens in {@link OpenSessions} and {@link PlaySlices};
 * Flink's keyed state has the pages of memory in which the sessions are.
 */
public final class TrackPlays extends AbstractStreamOperator<Slice>
    implements OneInputStreamOperator<Reports, Slice> {

  private static final long serialVersionUID = 1;

  /** Some forty MB of them. */
  private static final int MOST_WAITING = 400_000;

  private static final ValueStateDescriptor<byte[]> SESSIONS =
      new ValueStateDescriptor<>("sessions", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

  private final Measures measures;
  private final Lateness lateness;
  private final List<CohortDefinition> definitions;
  private final PlayRules rules;
  private final int maxSessions;

  /** For longer Flink waits for no checkpoint. */
  private final Duration checkpointTimeout;

  private final MetricExport export;
  private final Clock wallClock;
  private transient @Nullable PlaybackMetrics ownMetrics;
  private transient WatermarkMemory memory;
  private transient KeyGroupKeys keyGroups;
  private transient KeyGroupWatermarks watermarks;
  private transient CheckpointsUnderWay checkpoints;
  private transient OpenSessions sessions;
  private transient PlaySlices slices;
  private transient ReportQueue queue;
  private transient ReportsReader waiting;
  private transient ReportsReader reports;
  private transient OpenSessions.Store store;
  private transient Counter untracked;
  private transient Counter tooLate;
  private transient Counter repeated;
  private transient Counter lateCorrectionMs;
  private transient Counter lateOccurrences;
  private transient long watermark;
  private transient volatile int sessionsOpen;

  /**
   * @param maxSessions of how many sessions of a subtask plays are tracked
   */
  public TrackPlays(
      Measures measures,
      Lateness lateness,
      List<CohortDefinition> definitions,
      PlayRules rules,
      int maxSessions,
      Duration checkpointTimeout,
      MetricExport export,
      Clock wallClock) {
    this.measures = measures;
    this.lateness = lateness;
    this.definitions = List.copyOf(definitions);
    this.rules = rules;
    this.maxSessions = maxSessions;
    this.checkpointTimeout = checkpointTimeout;
    this.export = export;
    this.wallClock = wallClock;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    memory = new WatermarkMemory(context.getOperatorStateStore());
    watermark = memory.highest();
    slices = new PlaySlices(measures, lateness, definitions);
    keyGroups = new KeyGroupKeys(getRuntimeContext().getTaskInfo());
    sessions =
        new OpenSessions(
            rules,
            lateness.allowed().plus(lateness.hop().size()),
            CohortDefinition.dimensionsOf(definitions),
            maxSessions,
            keyGroups.count(),
            keyGroups::ofHash);
    checkpoints = new CheckpointsUnderWay(checkpointTimeout);
    queue = new ReportQueue(MOST_WAITING, this::take);
    waiting = new ReportsReader(CohortDefinition.dimensionsOf(definitions).size());
    reports = new ReportsReader(CohortDefinition.dimensionsOf(definitions).size());
    store = new KeyedStore(context.getKeyedStateStore().getState(SESSIONS));
    watermarks =
        new KeyGroupWatermarks(context.getKeyedStateStore(), getKeyedStateBackend(), keyGroups);
    if (context.isRestored()) {
      restore();
    }
  }

  private void restore() throws Exception {
    slices.restore(watermark);
    Map<Integer, Long> handedOn = watermarks.ofKeyGroups();
    getKeyedStateBackend()
        .applyToAllKeys(
            VoidNamespace.INSTANCE,
            VoidNamespaceSerializer.INSTANCE,
            SESSIONS,
            (key, state) -> {
              int group = keyGroups.ofKey((String) key);
              long before = handedOn.getOrDefault(group, Long.MIN_VALUE);
              sessions.restore(state.value(), before, slices.since(before));
              state.clear();
            });
  }

  @Override
  public void open() throws Exception {
    super.open();
    ownMetrics = PlaybackMetrics.open(getMetricGroup(), export);
    untracked = ownMetrics.counter(MetricCatalog.REPORTS_UNTRACKED);
    tooLate = ownMetrics.counter(MetricCatalog.REPORTS_TOO_LATE);
    repeated = ownMetrics.counter(MetricCatalog.REPORTS_REPEATED);
    lateCorrectionMs = ownMetrics.counter(MetricCatalog.LATE_CORRECTION_MS);
    lateOccurrences = ownMetrics.counter(MetricCatalog.LATE_OCCURRENCES);
    ownMetrics.gauge(MetricCatalog.SESSIONS_OPEN, () -> (double) sessionsOpen);
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
  public void processElement(StreamRecord<Reports> element) {
    queue.add(element.getValue().reports(), waiting);
  }

  private void take(byte[] source, int at) {
    reports.start(source, at);
    Report report = reports.next();
    switch (sessions.add(
        source, reports.namesFrom(), reports.namesTo(), report, watermark, slices)) {
      case TAKEN -> {
        // What follows from it was told to the slices.
      }
      case REPEATED -> repeated.inc();
      case TOO_LATE -> tooLate.inc();
      case UNTRACKED -> untracked.inc();
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    queue.drain(mark.getTimestamp());
    long end = Watermark.MAX_WATERMARK.getTimestamp();
    watermark = mark.getTimestamp() == end ? end : Math.max(watermark, mark.getTimestamp());
    sessions.advance(watermark, slices, this::record);
    slices.advance(watermark, this::emit);
    sessionsOpen = sessions.size();
    lateCorrectionMs.inc(slices.drainLateCorrectionMs());
    lateOccurrences.inc(slices.drainLateOccurrences());
    super.processWatermark(mark);
  }

  private void record(SessionKey session, ClosedPlay play) {
    output.collect(
        SideOutputs.PLAYS, new StreamRecord<>(PlayRecord.of(session, play), play.countedAt()));
  }

  private void emit(Slice slice) {
    output.collect(new StreamRecord<>(slice, lateness.hop().firesAt(slice.end())));
  }

  /** What waits is handed on, too: a checkpoint has sessions, and no reports. */
  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    queue.drain();
    slices.handOnAmounts(this::emit);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    memory.keep(watermark);
    watermarks.keep(watermark);
    sessions.writeTo(store);
    checkpoints.begin(context.getCheckpointId(), wallClock.instant());
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    super.notifyCheckpointComplete(checkpointId);
    isOver(checkpointId);
  }

  @Override
  public void notifyCheckpointAborted(long checkpointId) throws Exception {
    super.notifyCheckpointAborted(checkpointId);
    isOver(checkpointId);
  }

  private void isOver(long checkpointId) throws Exception {
    checkpoints.end(checkpointId);
    if (!checkpoints.areAny()) {
      sessions.release(store);
    }
  }

  /** Flink's keyed state. */
  private final class KeyedStore implements OpenSessions.Store {

    private final ValueState<byte[]> state;

    KeyedStore(ValueState<byte[]> state) {
      this.state = state;
    }

    @Override
    public void put(int keyGroup, int number, byte[] page) throws Exception {
      setCurrentKey(keyGroups.key(keyGroup, number));
      state.update(page);
    }

    @Override
    public void remove(int keyGroup, int number) {
      setCurrentKey(keyGroups.key(keyGroup, number));
      state.clear();
    }
  }
}
