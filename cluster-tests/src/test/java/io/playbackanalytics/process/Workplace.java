package io.playbackanalytics.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the processes of a test write; kept until the next run, for whoever looks into a failure.
 */
public final class Workplace {

  private Workplace() {}

  /** An empty folder of that name below {@code target}. */
  public static Path of(Class<?> test) {
    Path folder = Path.of("target", "clusters", test.getSimpleName()).toAbsolutePath();
    try {
      if (Files.exists(folder)) {
        try (Stream<Path> left = Files.walk(folder)) {
          List<Path> deepestFirst = left.sorted(Comparator.reverseOrder()).toList();
          for (Path path : deepestFirst) {
            Files.delete(path);
          }
        }
      }
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
