package io.playbackanalytics;

import io.playbackanalytics.event.CohortDefinition;
import io.playbackanalytics.ingest.EventBatch;
import io.playbackanalytics.measure.AddToSlices;
import io.playbackanalytics.measure.CombineSlices;
import io.playbackanalytics.measure.Reports;
import io.playbackanalytics.measure.SideOutputs;
import io.playbackanalytics.measure.SliceType;
import io.playbackanalytics.measure.TakeSecondLook;
import io.playbackanalytics.measure.TrackPlays;
import io.playbackanalytics.measure.total.Measures;
import io.playbackanalytics.measure.window.CohortPlaces;
import io.playbackanalytics.measure.window.LateRecord;
import io.playbackanalytics.measure.window.Lateness;
import io.playbackanalytics.measure.window.PlayRecord;
import io.playbackanalytics.measure.window.PlaybackQuality;
import io.playbackanalytics.measure.window.RejectedRecord;
import io.playbackanalytics.measure.window.Slice;
import io.playbackanalytics.metric.MetricExport;
import io.playbackanalytics.metric.flink.QualityListener;
import io.playbackanalytics.play.PlayRules;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The topology.
 *
 * <pre>
 *  Events ─► Slices ────────────sums───────────┬─► keyBy(cohort) ─► Windows ─► Quality
 *             │││└─doubtful─► Second look ───────┤                     └─► Other windows ─► Other quality
 *             ││└─reports──────────┴│─► keyBy(session) ─► Plays ─sums─┘
 *             ││                    │                       └─────────► Ledger
 *             │└─────late───────────┴─────────────────────────────────► Late
 *             └──────rejected─────────────────────────────────────────► Rejected
 * </pre>
 *
 * Reading and adding to slices are one chain, whatever the cluster says of chaining: an event
 * crosses neither a network nor a serialiser.
 */
public record PlaybackPipeline(
    Source<EventBatch, ?, ?> events,
    WatermarkStrategy<EventBatch> watermarks,
    Measures measures,
    Lateness lateness,
    List<CohortDefinition> cohorts,
    int maxCohorts,
    Duration dedupWindow,
    QualityListener listener,
    MetricExport metricExport,
    Optional<TrackedPlays> plays,
    Sink<PlaybackQuality> qualitySink,
    Sink<PlaybackQuality> otherQualitySink,
    Sink<RejectedRecord> rejectedSink,
    Sink<LateRecord> lateSink) {

  /**
   * What it takes to track plays.
   *
   * @param maxSessions of how many sessions of a subtask
   */
  public record TrackedPlays(PlayRules rules, int maxSessions, Sink<PlayRecord> ledger) {}

  private static final Duration DEFAULT_CHECKPOINT_INTERVAL = Duration.ofSeconds(10);

  /**
   * How long a complete window may wait for somebody to notice, and how long a slice in a
   * half-empty buffer. With Flink's own 200 ms and 100 ms this makes up most of the time from the
   * completeness of a window until its result can be read.
   */
  private static final Duration WATERMARK_INTERVAL = Duration.ofMillis(50);

  private static final Duration BUFFER_TIMEOUT = Duration.ofMillis(10);

  /** Adds the operators to {@code env}; nothing runs yet. */
  public void addTo(StreamExecutionEnvironment env) {
    configure(env);
    SingleOutputStreamOperator<Slice> slices = addToSlices(read(env));
    SingleOutputStreamOperator<Slice> secondLook = takeSecondLook(slices);
    DataStream<Slice> all = slices.union(secondLook);
    if (plays.isPresent()) {
      all = all.union(track(plays.get(), slices, secondLook));
    }
    SingleOutputStreamOperator<PlaybackQuality> windows = combine(all);
    publish(windows, qualitySink, OperatorId.QUALITY);
    publish(combineOthers(windows), otherQualitySink, OperatorId.OTHER_QUALITY);
    publish(slices.getSideOutput(SideOutputs.REJECTED), rejectedSink, OperatorId.REJECTED);
    publish(
        slices.getSideOutput(SideOutputs.LATE).union(secondLook.getSideOutput(SideOutputs.LATE)),
        lateSink,
        OperatorId.LATE);
  }

  private DataStream<EventBatch> read(StreamExecutionEnvironment env) {
    return env.fromSource(events, watermarks, OperatorId.EVENTS.displayName())
        .uid(OperatorId.EVENTS.uid());
  }

  private SingleOutputStreamOperator<Slice> addToSlices(DataStream<EventBatch> records) {
    return records
        .transform(
            OperatorId.ADD_TO_SLICES.displayName(),
            SliceType.INSTANCE,
            new AddToSlices(measures, lateness, cohorts, dedupWindow, metricExport))
        .uid(OperatorId.ADD_TO_SLICES.uid());
  }

  private SingleOutputStreamOperator<Slice> takeSecondLook(
      SingleOutputStreamOperator<Slice> slices) {
    return slices
        .getSideOutput(SideOutputs.DOUBTFUL)
        .rebalance()
        .transform(
            OperatorId.TAKE_SECOND_LOOK.displayName(),
            SliceType.INSTANCE,
            new TakeSecondLook(lateness, metricExport))
        .uid(OperatorId.TAKE_SECOND_LOOK.uid());
  }

  private DataStream<Slice> track(
      TrackedPlays tracked,
      SingleOutputStreamOperator<Slice> slices,
      SingleOutputStreamOperator<Slice> secondLook) {
    SingleOutputStreamOperator<Slice> ofPlays =
        slices
            .getSideOutput(SideOutputs.REPORTS)
            .union(secondLook.getSideOutput(SideOutputs.REPORTS))
            .keyBy(Reports::key)
            .transform(
                OperatorId.TRACK_PLAYS.displayName(),
                SliceType.INSTANCE,
                new TrackPlays(
                    measures,
                    lateness,
                    cohorts,
                    tracked.rules,
                    tracked.maxSessions,
                    checkpointTimeout(slices),
                    metricExport,
                    Clock.systemUTC()))
            .uid(OperatorId.TRACK_PLAYS.uid());
    publish(ofPlays.getSideOutput(SideOutputs.PLAYS), tracked.ledger, OperatorId.LEDGER);
    return ofPlays;
  }

  private SingleOutputStreamOperator<PlaybackQuality> combine(DataStream<Slice> slices) {
    return windows(slices, OperatorId.COMBINE_SLICES, CohortPlaces.upTo(maxCohorts), listener);
  }

  /**
   * Has a few keys, one for each definition, and nothing to do while every cohort has a place. Its
   * sink is one of its own: a union with the other windows would send each of these through the
   * network to one.
   */
  private DataStream<PlaybackQuality> combineOthers(
      SingleOutputStreamOperator<PlaybackQuality> windows) {
    return windows(
        windows.getSideOutput(SideOutputs.OTHER),
        OperatorId.COMBINE_OTHERS,
        CohortPlaces.forOthers(),
        QualityListener.none());
  }

  private SingleOutputStreamOperator<PlaybackQuality> windows(
      DataStream<Slice> slices, OperatorId id, CohortPlaces places, QualityListener hearing) {
    return slices
        .keyBy(Slice::cohort)
        .transform(
            id.displayName(),
            TypeInformation.of(PlaybackQuality.class),
            new CombineSlices(
                measures,
                lateness,
                cohorts,
                places,
                checkpointTimeout(slices),
                hearing,
                metricExport,
                Clock.systemUTC()))
        .uid(id.uid());
  }

  private static Duration checkpointTimeout(DataStream<?> stream) {
    return Duration.ofMillis(
        stream.getExecutionEnvironment().getCheckpointConfig().getCheckpointTimeout());
  }

  private static <T> DataStreamSink<T> publish(DataStream<T> records, Sink<T> sink, OperatorId id) {
    return records.sinkTo(sink).name(id.displayName()).uid(id.uid());
  }

  private static void configure(StreamExecutionEnvironment env) {
    Configuration configuration = new Configuration();
    // In the others, which a cluster may have as its default, there are no watermarks before the
    // end: a bounded run would keep all of its windows in memory up to then.
    configuration.set(ExecutionOptions.RUNTIME_MODE, RuntimeExecutionMode.STREAMING);
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    configuration.set(PipelineOptions.OPERATOR_CHAINING, true);
    // Flink reads state that is not compressed with a call to the system for each byte: of 100,000
    // cohorts for minutes. Compressed it also takes a fraction of the space.
    configuration.set(ExecutionOptions.SNAPSHOT_COMPRESSION, true);
    setUnlessSet(PipelineOptions.AUTO_WATERMARK_INTERVAL, WATERMARK_INTERVAL, env, configuration);
    setUnlessSet(ExecutionOptions.BUFFER_TIMEOUT, BUFFER_TIMEOUT, env, configuration);
    env.configure(configuration);
    if (!env.getCheckpointConfig().isCheckpointingEnabled()) {
      // Without checkpoints no offset would be committed, and a restart would read from the end.
      env.enableCheckpointing(DEFAULT_CHECKPOINT_INTERVAL.toMillis());
    }
  }

  private static <T> void setUnlessSet(
      ConfigOption<T> option, T value, StreamExecutionEnvironment env, Configuration defaults) {
    if (env.getConfiguration().getOptional(option).isEmpty()) {
      defaults.set(option, value);
    }
  }
}
