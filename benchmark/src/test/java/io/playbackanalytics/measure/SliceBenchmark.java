package io.playbackanalytics.measure;

import io.playbackanalytics.benchmark.topic.EventGenerator;
import io.playbackanalytics.benchmark.topic.TopicRecipe;
import io.playbackanalytics.benchmark.topic.Traffic;
import io.playbackanalytics.event.CohortDefinition;
import io.playbackanalytics.event.Dimension;
import io.playbackanalytics.ingest.EventBatch;
import io.playbackanalytics.ingest.kafka.Partition;
import io.playbackanalytics.measure.total.MeasureGroup;
import io.playbackanalytics.measure.total.Measures;
import io.playbackanalytics.measure.window.Hop;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** What it takes to add an event to its slices, for all cohort definitions together. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SliceBenchmark {

  private static final int EVENTS = 1 << 14;

  @Param({"app", "app; app,os; app,network; app,cdn"})
  private String cohorts = "";

  @Param({"50", "10000"})
  private int apps;

  @Param({"QUALITY", "PLAYS"})
  private MeasureGroup measures = MeasureGroup.QUALITY;

  private OpenSlices slices;
  private EventBatch batch;

  @Setup
  public void parseEvents() {
    List<CohortDefinition> definitions =
        Arrays.stream(cohorts.split(";")).map(CohortDefinition::parse).toList();
    Measures on = new Measures(EnumSet.of(MeasureGroup.QUALITY, measures));
    slices = new OpenSlices(on, new Hop(Duration.ofSeconds(5), Duration.ofSeconds(1)), definitions);
    EventGenerator generator = new EventGenerator(new TopicRecipe(EVENTS, apps, Traffic.ZIPF, 1));
    byte[][] values = new byte[EVENTS][];
    for (int i = 0; i < EVENTS; i++) {
      generator.next();
      values[i] = generator.value();
    }
    batch =
        new Partition(on, CohortDefinition.dimensionsOf(definitions).toArray(Dimension[]::new))
            .batch(generator.recordTimestamp(), values);
  }

  /** One batch into the slices, and the slices closed: as often as with 80,000 events a second. */
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public void addAndClose(Blackhole out) {
    slices.start(batch, out::consume);
    for (int i = 0; i < batch.size(); i++) {
      slices.add(batch, i, slices.sliceEnd(batch.time(i)), out::consume);
    }
    slices.closeAll(out::consume);
  }
}
