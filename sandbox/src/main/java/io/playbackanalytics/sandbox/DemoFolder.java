package io.playbackanalytics.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The one folder below which everything temporary is: the broker's log, checkpoints, blobs, and
 * what libraries put into {@code java.io.tmpdir}, which {@code ./demo} sets to this folder.
 */
record DemoFolder(Path path) implements AutoCloseable {

  /** The system property by which {@code ./demo} says which folder it has made. */
  private static final String PROPERTY = "demo.folder";

  private static final int ATTEMPTS = 20;

  /** The folder that {@code ./demo} has made, or a new one where the demo is started without it. */
  static DemoFolder open() {
    String made = System.getProperty(PROPERTY);
    try {
      return new DemoFolder(
          made == null ? Files.createTempDirectory("playback-demo-") : Path.of(made));
    } catch (IOException e) {
      throw new UncheckedIOException("No temporary folder could be created", e);
    }
  }

  /**
   * Deletes the folder, even while others still write or delete in it.
   *
   * @throws UncheckedIOException if it is still there after some attempts
   */
  @Override
  public void close() {
    for (int attempt = 1; Files.exists(path); attempt++) {
      try {
        delete();
      } catch (IOException e) {
        if (attempt == ATTEMPTS) {
          throw new UncheckedIOException("Folder " + path + " could not be deleted", e);
        }
      }
    }
  }

  private void delete() throws IOException {
    try (Stream<Path> tree = Files.walk(path)) {
      List<Path> childrenFirst = tree.sorted(Comparator.reverseOrder()).toList();
      for (Path file : childrenFirst) {
        Files.deleteIfExists(file);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
