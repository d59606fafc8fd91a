package io.playbackanalytics.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The one folder below which everything temporary is: the broker's log, checkpoints, blobs, and
 * what libraries put into {@code java.io.tmpdir}, which {@code ./demo} sets to this folder. It
 * names the folder but leaves the creation to this class: so whatever ends the demo, and however
 * early, there is somebody to delete it.
 */
final class DemoFolder implements AutoCloseable {

  private static final String PROPERTY = "demo.folder";
  private static final int ATTEMPTS = 20;

  private final Path path;
  private volatile boolean created;

  private DemoFolder(Path path) {
    this.path = path;
  }

  /** The folder that {@code ./demo} has named, not created yet. */
  static DemoFolder named() {
    String name = System.getProperty(PROPERTY);
    if (name == null) {
      throw new IllegalStateException("No folder is named: start the demo with ./demo");
    }
    return new DemoFolder(Path.of(name).toAbsolutePath());
  }

  Path path() {
    return path;
  }

  /**
   * Creates the folder, for its owner alone.
   *
   * @throws UncheckedIOException if it cannot be created, or is there already
   */
  void create() {
    try {
      Files.createDirectory(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      created = true;
    } catch (IOException e) {
      throw new UncheckedIOException("Folder " + path + " could not be created", e);
    }
  }

  /**
   * Deletes the folder if this has created it, even while others still write or delete in it.
   *
   * @throws UncheckedIOException if it is still there after some attempts
   */
  @Override
  public void close() {
    for (int attempt = 1; created && Files.exists(path); attempt++) {
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
