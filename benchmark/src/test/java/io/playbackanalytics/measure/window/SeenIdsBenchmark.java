package io.playbackanalytics.measure.window;

import java.util.SplittableRandom;
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

/** What it takes to remember an id, and to forget an older one. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SeenIdsBenchmark {

  /** How many are in the window. */
  @Param({"10000", "1000000"})
  private int ids;

  private final SplittableRandom random = new SplittableRandom(1);
  private SeenIds seen;
  private long now;

  @Setup
  public void fill() {
    seen = new SeenIds();
    for (int i = 0; i < ids; i++) {
      add();
    }
  }

  @Benchmark
  public boolean add() {
    now++;
    seen.forgetUpTo(now - ids);
    return seen.add(random.nextLong(), random.nextLong(), now);
  }
}
