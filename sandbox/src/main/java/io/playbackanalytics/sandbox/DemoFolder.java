package io.playbackanalytics.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The one folder below which everything temporary is: the broker's log, checkpoints, blobs, and
 * what libraries put into {@code java.io.tmpdir}, which is this folder from its creation on.
 */
record DemoFolder(Path path) implements AutoCloseable {

  private static final String TEMPORARY_FILES = "java.io.tmpdir";
  private static final int ATTEMPTS = 20;

  /** A folder that does not exist yet, so that who is to delete it can be told of it first. */
  static DemoFolder notYetThere() {
    String name = "playback-demo-" + UUID.randomUUID();
    return new DemoFolder(Path.of(System.getProperty(TEMPORARY_FILES), name).toAbsolutePath());
  }

  /** Creates the folder for its owner alone. Nobody may have asked for a temporary file before. */
  void create() {
    try {
      Files.createDirectory(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      throw new UncheckedIOException("Folder " + path + " could not be created", e);
    }
    System.setProperty(TEMPORARY_FILES, path.toString());
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
