package io.playbackanalytics.measure;

import io.playbackanalytics.measure.total.Measures;
import io.playbackanalytics.measure.total.Totals;
import io.playbackanalytics.measure.window.CohortSlices;
import io.playbackanalytics.measure.window.CohortWindows;
import io.playbackanalytics.measure.window.Hop;
import io.playbackanalytics.measure.window.Lateness;
import io.playbackanalytics.measure.window.Revisions;
import io.playbackanalytics.measure.window.Slice;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** What a second of one cohort takes: two subtasks' slices merged, and one window combined. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MergeBenchmark {

  private static final long SLIDE_MS = 1000;

  @Param({"5", "60"})
  private int windowSeconds;

  private final Measures measures = Measures.quality();
  private final Totals totals = measures.ofEvent(new int[] {1, 0, 4800, 200}, 0);
  private CohortWindows windows;
  private CohortSlices slices;
  private long now;

  @Setup
  public void startCohort() {
    windows =
        new CohortWindows(
            new Lateness(
                new Hop(Duration.ofSeconds(windowSeconds), Duration.ofMillis(SLIDE_MS)),
                Duration.ofSeconds(30)),
            Revisions.ofAttempt(Instant.now(), Revisions.NONE));
    slices = new CohortSlices(measures.layout());
    now = SLIDE_MS;
  }

  @Benchmark
  public OptionalLong mergeAndCombine(Blackhole out) {
    windows.add(new Slice("app=a", now, totals), slices);
    windows.add(new Slice("app=a", now, totals), slices);
    OptionalLong next = windows.fire("app=a", now, slices, out::consume);
    now += SLIDE_MS;
    return next;
  }
}
