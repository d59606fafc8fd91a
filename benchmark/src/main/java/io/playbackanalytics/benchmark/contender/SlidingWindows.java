package io.playbackanalytics.benchmark.contender;

import java.nio.file.Path;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** The same windows with what the DataStream API brings: its sliding windows, and databind. */
final class SlidingWindows implements Contender {

  private final LocalFlink flink;

  SlidingWindows(int parallelism, Path folder) throws Exception {
    flink = LocalFlink.start(parallelism, folder);
  }

  @Override
  public Outcome run(Task task) throws Exception {
    StreamExecutionEnvironment env = flink.environment(task.settings());
    DataStream<AppWindow> windows =
        switch (task.settings().cohorts()) {
          case APP ->
              windows(events(env, task, PlayerEvent.class), event -> "app=" + event.appId, task);
          case FOUR ->
              windows(
                  events(env, task, PlacedEvent.class).flatMap(new ToCohorts()),
                  event -> event.cohort,
                  task);
        };
    windows.sinkTo(
        KafkaSink.<AppWindow>builder()
            .setBootstrapServers(task.bootstrapServers())
            .setProperty("compression.type", "lz4")
            .setRecordSerializer(new AppWindowSchema(task.results()))
            .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
            .build());
    env.execute("datastream");
    return new Outcome.Windows();
  }

  @Override
  public void close() throws Exception {
    flink.close();
  }

  private static <E extends PlayerEvent> DataStream<E> events(
      StreamExecutionEnvironment env, Task task, Class<E> type) {
    KafkaSource<E> source =
        KafkaSource.<E>builder()
            .setBootstrapServers(task.bootstrapServers())
            .setTopics(task.topic())
            .setGroupId(task.results())
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setBounded(OffsetsInitializer.latest())
            .setValueOnlyDeserializer(new PlayerEventSchema<>(type))
            .build();
    return env.fromSource(
        source,
        WatermarkStrategy.<E>forBoundedOutOfOrderness(Settings.OUT_OF_ORDERNESS)
            .withTimestampAssigner((event, record) -> event.timestamp),
        "events");
  }

  private static <E extends PlayerEvent> DataStream<AppWindow> windows(
      DataStream<E> events, KeySelector<E, String> key, Task task) {
    return events
        .keyBy(key)
        .window(SlidingEventTimeWindows.of(task.settings().window(), task.settings().slide()))
        .aggregate(
            new Sum<E>(),
            new ToWindow(),
            TypeInformation.of(EventTotals.class),
            TypeInformation.of(EventTotals.class),
            TypeInformation.of(AppWindow.class));
  }

  /** An event in one of its cohorts. */
  public static final class CohortEvent extends PlayerEvent {
    public String cohort = "";

    /** For Flink. */
    public CohortEvent() {}

    CohortEvent(String cohort, PlayerEvent event) {
      this.cohort = cohort;
      eventType = event.eventType;
      timestamp = event.timestamp;
      playMs = event.playMs;
      bufferMs = event.bufferMs;
      decodeAttempts = event.decodeAttempts;
      decodeFailures = event.decodeFailures;
    }
  }

  /** Each event once for each of its four cohorts. */
  private static final class ToCohorts implements FlatMapFunction<PlacedEvent, CohortEvent> {

    private static final long serialVersionUID = 1;

    @Override
    public void flatMap(PlacedEvent event, Collector<CohortEvent> out) {
      String app = "app=" + event.appId;
      List<String> cohorts =
          List.of(
              app,
              app + ",os=" + event.os,
              app + ",network=" + event.network,
              app + ",cdn=" + event.cdn);
      for (String cohort : cohorts) {
        out.collect(new CohortEvent(cohort, event));
      }
    }
  }

  private static final class Sum<E extends PlayerEvent>
      implements AggregateFunction<E, EventTotals, EventTotals> {

    private static final long serialVersionUID = 1;

    @Override
    public EventTotals createAccumulator() {
      return new EventTotals();
    }

    @Override
    public EventTotals add(E event, EventTotals totals) {
      event.addTo(totals);
      return totals;
    }

    @Override
    public EventTotals getResult(EventTotals totals) {
      return totals;
    }

    @Override
    public EventTotals merge(EventTotals a, EventTotals b) {
      a.add(b);
      return a;
    }
  }

  private static final class ToWindow
      extends ProcessWindowFunction<EventTotals, AppWindow, String, TimeWindow> {

    private static final long serialVersionUID = 1;

    @Override
    public void process(
        String cohort, Context context, Iterable<EventTotals> sums, Collector<AppWindow> out) {
      for (EventTotals totals : sums) {
        out.collect(new AppWindow(cohort, context.window().getEnd(), totals));
      }
    }
  }
}
