package io.playbackanalytics.schemas;

import io.playbackanalytics.oracle.WireSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * One file under {@code schemas/examples/}.
 *
 * @param name the file's name without its ending
 * @param value the exact bytes of a record's value
 */
public record Example(String name, byte[] value) {

  private static final String ENDING = ".json";

  /**
   * The examples of a folder, sorted by name.
   *
   * @param folder such as {@code playback-event-v1/valid}
   */
  public static List<Example> in(String folder) {
    try (Stream<Path> files = Files.list(WireSchema.FOLDER.resolve("examples").resolve(folder))) {
      return files.sorted().map(Example::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Example read(Path file) {
    String name = file.getFileName().toString();
    if (!name.endsWith(ENDING)) {
      throw new IllegalArgumentException(file + " is no example");
    }
    try {
      return new Example(
          name.substring(0, name.length() - ENDING.length()), Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of an invalid event, {@code REASON.FIELD.NAME}: the reason it is rejected with. */
  public String reason() {
    return name.split("\\.", 3)[0];
  }

  /** Of an invalid event: the field it is rejected for, empty if it is none. */
  public String field() {
    String field = name.split("\\.", 3)[1];
    return field.equals("-") ? "" : field;
  }

  @Override
  public String toString() {
    return name;
  }
}
