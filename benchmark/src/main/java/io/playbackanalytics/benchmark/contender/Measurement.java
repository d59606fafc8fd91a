package io.playbackanalytics.benchmark.contender;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one run took; all of it of the whole process.
 *
 * @param events that were read
 * @param wallMs from the call of the contender to its return
 * @param cpuMs CPU time of all threads meanwhile, garbage collector included, compilers not
 * @param compileCpuMs CPU time of the JVM's compilers meanwhile: what warming up was still going on
 * @param startWallMs from the start of the JVM to the start of the run, warm-up included
 * @param startCpuMs CPU time meanwhile
 * @param peakResidentKib most physical memory that the process ever had
 * @param peakLiveBytes most that the heap held after a garbage collection of the run
 * @param allocatedBytes what the run allocated on the heap, accurate to some megabytes
 */
public record Measurement(
    long events,
    long wallMs,
    long cpuMs,
    long compileCpuMs,
    long startWallMs,
    long startCpuMs,
    long peakResidentKib,
    long peakLiveBytes,
    long allocatedBytes) {

  private static final double MS_PER_S = 1000;

  /** Events per second of wall time. */
  public double eventsPerSecond() {
    return events * MS_PER_S / Math.max(1, wallMs);
  }

  /** Events per second of CPU time. */
  public double eventsPerCpuSecond() {
    return events * MS_PER_S / Math.max(1, cpuMs);
  }

  /** Events per second of CPU time, that of the compilers included. */
  public double eventsPerCpuSecondWithCompilers() {
    return events * MS_PER_S / Math.max(1, cpuMs + compileCpuMs);
  }

  /** The figures by name, as they are written to files. */
  public Map<String, Long> figures() {
    Map<String, Long> figures = new LinkedHashMap<>();
    figures.put("events", events);
    figures.put("wall_ms", wallMs);
    figures.put("cpu_ms", cpuMs);
    figures.put("compile_cpu_ms", compileCpuMs);
    figures.put("start_wall_ms", startWallMs);
    figures.put("start_cpu_ms", startCpuMs);
    figures.put("peak_resident_kib", peakResidentKib);
    figures.put("peak_live_bytes", peakLiveBytes);
    figures.put("allocated_bytes", allocatedBytes);
    return figures;
  }
}
