package io.playbackanalytics.benchmark.contender;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The threads of the JVM's compilers. What they do is warming up, also when it goes on into the
 * measured run: after a few minutes there is nothing left of it.
 */
final class CompilerThreads {

  private static final Path THREADS = Path.of("/proc/self/task");

  /** Linux cuts the names of threads at 15 characters: {@code C2 CompilerThread0} and its like. */
  private static final String NAME = "C[12] CompilerThre.*";

  /** The unit of {@code /proc}, on every Linux that Java runs on. */
  private static final Duration TICK = Duration.ofMillis(10);

  /** Where user time stands behind the name in brackets; system time follows. */
  private static final int USER_TIME = 11;

  private CompilerThreads() {}

  /**
   * The CPU time that they have taken so far; zero on other systems than Linux. None of them may
   * end meanwhile, see {@code -XX:-UseDynamicNumberOfCompilerThreads}.
   */
  static Duration cpu() throws IOException {
    if (!Files.isDirectory(THREADS)) {
      return Duration.ZERO;
    }
    long ticks = 0;
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
      for (Path thread : threads) {
        ticks += ticks(thread);
      }
    }
    return TICK.multipliedBy(ticks);
  }

  private static long ticks(Path thread) throws IOException {
    try {
      if (!Files.readString(thread.resolve("comm")).strip().matches(NAME)) {
        return 0;
      }
      String stat = Files.readString(thread.resolve("stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1]);
    } catch (IOException e) {
      // A thread that ends between being listed, opened and read; Linux names each differently.
      if (Files.exists(thread)) {
        throw e;
      }
      return 0;
    }
  }
}
