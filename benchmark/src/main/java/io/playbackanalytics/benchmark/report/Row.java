package io.playbackanalytics.benchmark.report;

import io.playbackanalytics.benchmark.contender.Measurement;
import io.playbackanalytics.benchmark.suite.Run;
import io.playbackanalytics.benchmark.suite.Scenario;
import io.playbackanalytics.benchmark.suite.Suite;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * What all rounds of one scenario came to. Ratios are taken within each round, between runs that
 * lie minutes apart, before the median is.
 *
 * @param scenario what ran
 * @param eventsPerSecond of wall time
 * @param eventsPerCpuSecond of CPU time of the whole process but the compilers
 * @param cpuPerEvent as a multiple of the base's
 * @param cpuPerEventWithCompilers the same with the CPU time of the JVM's compilers
 * @param speed events per second, as a multiple of the base's
 * @param peakMib most physical memory of the process, MiB
 * @param liveMib most that was on the heap after a garbage collection, MiB
 * @param allocatedPerEvent bytes
 * @param compileCpuSeconds CPU time of the JVM's compilers during the run
 * @param startCpuSeconds CPU time of the JVM's start and the warm-up
 */
public record Row(
    Scenario scenario,
    Spread eventsPerSecond,
    Spread eventsPerCpuSecond,
    Spread cpuPerEvent,
    Spread cpuPerEventWithCompilers,
    Spread speed,
    Spread peakMib,
    Spread liveMib,
    Spread allocatedPerEvent,
    Spread compileCpuSeconds,
    Spread startCpuSeconds) {

  private static final double KIB_PER_MIB = 1024;
  private static final double BYTES_PER_MIB = 1 << 20;
  private static final double MS_PER_S = 1000;

  /** A row for each scenario; each must have run in the same rounds as its base. */
  public static List<Row> of(Suite suite, List<Run> runs) {
    return suite.scenarios().stream()
        .map(scenario -> of(of(scenario, runs), of(suite.baseOf(scenario), runs)))
        .toList();
  }

  private static List<Run> of(Scenario scenario, List<Run> runs) {
    return runs.stream().filter(run -> run.scenario().equals(scenario)).toList();
  }

  private static Row of(List<Run> runs, List<Run> base) {
    return new Row(
        runs.get(0).scenario(),
        spread(runs, Measurement::eventsPerSecond),
        spread(runs, Measurement::eventsPerCpuSecond),
        ratio(base, runs, Measurement::eventsPerCpuSecond),
        ratio(base, runs, Measurement::eventsPerCpuSecondWithCompilers),
        ratio(runs, base, Measurement::eventsPerSecond),
        spread(runs, m -> m.peakResidentKib() / KIB_PER_MIB),
        spread(runs, m -> m.peakLiveBytes() / BYTES_PER_MIB),
        spread(runs, m -> (double) m.allocatedBytes() / m.events()),
        spread(runs, m -> m.compileCpuMs() / MS_PER_S),
        spread(runs, m -> m.startCpuMs() / MS_PER_S));
  }

  private static Spread spread(List<Run> runs, ToDoubleFunction<Measurement> figure) {
    return Spread.of(runs.stream().map(run -> figure.applyAsDouble(run.measurement())).toList());
  }

  private static Spread ratio(
      List<Run> upper, List<Run> lower, ToDoubleFunction<Measurement> figure) {
    var lowerByRound =
        lower.stream().collect(Collectors.toMap(Run::round, run -> run.measurement()));
    return Spread.of(
        upper.stream()
            .map(
                run ->
                    figure.applyAsDouble(run.measurement())
                        / figure.applyAsDouble(lowerByRound.get(run.round())))
            .toList());
  }
}
