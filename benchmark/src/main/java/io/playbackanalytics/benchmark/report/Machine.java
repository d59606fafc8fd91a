package io.playbackanalytics.benchmark.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Where it was measured.
 *
 * @param cpu model, or {@code unknown}
 * @param cores that the JVM may use
 * @param memoryMib physical memory, 0 if unknown
 * @param os name and version
 * @param java version and vendor's name of the JVM
 */
public record Machine(String cpu, int cores, long memoryMib, String os, String java) {

  private static final String UNKNOWN = "unknown";

  /** This machine, as Linux describes it; elsewhere less is known. */
  public static Machine here() throws IOException {
    String memory = value(Path.of("/proc/meminfo"), "MemTotal").replaceAll("\\D", "");
    return new Machine(
        value(Path.of("/proc/cpuinfo"), "model name"),
        Runtime.getRuntime().availableProcessors(),
        memory.isEmpty() ? 0 : Long.parseLong(memory) / 1024,
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
  }

  private static String value(Path file, String name) throws IOException {
    if (!Files.isReadable(file)) {
      return UNKNOWN;
    }
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse(UNKNOWN);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%s, %d cores, %,d MiB, %s, %s", cpu, cores, memoryMib, os, java);
  }
}
