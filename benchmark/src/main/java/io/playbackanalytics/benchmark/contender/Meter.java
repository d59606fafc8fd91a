package io.playbackanalytics.benchmark.contender;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/** Takes the measurements of this process between {@link #start} and {@link #stop}. */
final class Meter {

  private static final long NANOS_PER_MS = 1_000_000;
  private static final Path STATUS = Path.of("/proc/self/status");

  private final OperatingSystemMXBean process =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private final Set<String> heapPools =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP)
          .map(MemoryPoolMXBean::getName)
          .collect(Collectors.toUnmodifiableSet());

  private final long startWallMs;
  private final Duration startCompileCpu;
  private final long startCpuNanos;
  private final long startNanos;
  private long usedAfterGc;
  private long peakLive;
  private long allocated;

  private Meter() throws IOException {
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      if (collector instanceof NotificationEmitter emitter) {
        emitter.addNotificationListener(
            (notification, unused) -> {
              if (notification.getUserData() instanceof CompositeData data) {
                collected(GarbageCollectionNotificationInfo.from(data));
              }
            },
            null,
            null);
      }
    }
    usedAfterGc = usedNow();
    peakLive = usedAfterGc;
    startWallMs = System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
    startCompileCpu = CompilerThreads.cpu();
    startCpuNanos = process.getProcessCpuTime();
    startNanos = System.nanoTime();
  }

  /** Collects the garbage of what was before, and starts. */
  static Meter start() throws IOException, InterruptedException {
    System.gc();
    // Let the notification of that collection pass before anybody listens.
    Thread.sleep(200);
    return new Meter();
  }

  Measurement stop(long events) throws IOException, InterruptedException {
    long wallNanos = System.nanoTime() - startNanos;
    long cpuNanos = process.getProcessCpuTime() - startCpuNanos;
    long compileCpuMs = CompilerThreads.cpu().minus(startCompileCpu).toMillis();
    // The last notifications come a moment later.
    Thread.sleep(200);
    synchronized (this) {
      return new Measurement(
          events,
          wallNanos / NANOS_PER_MS,
          cpuNanos / NANOS_PER_MS - compileCpuMs,
          compileCpuMs,
          startWallMs,
          startCpuNanos / NANOS_PER_MS,
          peakResidentKib(),
          peakLive,
          allocated + Math.max(0, usedNow() - usedAfterGc));
    }
  }

  private synchronized void collected(GarbageCollectionNotificationInfo info) {
    allocated += Math.max(0, used(info.getGcInfo().getMemoryUsageBeforeGc()) - usedAfterGc);
    usedAfterGc = used(info.getGcInfo().getMemoryUsageAfterGc());
    peakLive = Math.max(peakLive, usedAfterGc);
  }

  private long used(Map<String, MemoryUsage> pools) {
    return pools.entrySet().stream()
        .filter(pool -> heapPools.contains(pool.getKey()))
        .mapToLong(pool -> pool.getValue().getUsed())
        .sum();
  }

  private static long usedNow() {
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** {@code VmHWM} of Linux; 0 on other systems. */
  private static long peakResidentKib() throws IOException {
    if (!Files.isReadable(STATUS)) {
      return 0;
    }
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0);
  }
}
