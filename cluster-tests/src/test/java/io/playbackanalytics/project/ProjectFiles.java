package io.playbackanalytics.project;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the repository holds besides code: the tests run in a module's folder. */
public final class ProjectFiles {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private ProjectFiles() {}

  public static Path file(String path) {
    return ROOT.resolve(path);
  }

  public static String text(String path) {
    try {
      return Files.readString(file(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static JsonNode yaml(String path) {
    return yamlDocuments(path).get(0);
  }

  /** The documents of a file, which {@code ---} separates. */
  public static List<JsonNode> yamlDocuments(String path) {
    try {
      return YAML.readerFor(JsonNode.class)
          .<JsonNode>readValues(YAML.createParser(text(path)))
          .readAll();
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }
}
