package io.playbackanalytics.process;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/** Flink's {@code config.yaml}, whose keys are written in full. */
public final class ConfigYaml {

  private static final YAMLMapper YAML = new YAMLMapper();

  private ConfigYaml() {}

  public static Map<String, String> read(Path folder) {
    try {
      return YAML.readValue(
          folder.resolve("config.yaml").toFile(), new TypeReference<Map<String, String>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
