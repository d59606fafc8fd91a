package io.playbackanalytics.benchmark.topic;

import io.playbackanalytics.benchmark.gate.Sums;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * A topic that holds all that its recipe says.
 *
 * @param recipe what it was made by
 * @param sums the generator's own sums over all events
 * @param meanBytes mean size of a value, in bytes
 */
public record FilledTopic(TopicRecipe recipe, Sums sums, double meanBytes) {

  /** Leaves word that the topic is complete. */
  void mark(Path folder) throws IOException {
    Files.createDirectories(folder);
    Properties properties = new Properties();
    properties.setProperty("events", Long.toString(sums.events()));
    properties.setProperty("decode_attempts", Long.toString(sums.decodeAttempts()));
    properties.setProperty("decode_failures", Long.toString(sums.decodeFailures()));
    properties.setProperty("play_ms", Long.toString(sums.playMs()));
    properties.setProperty("stall_ms", Long.toString(sums.stallMs()));
    properties.setProperty("mean_bytes", Double.toString(meanBytes));
    try (Writer writer = Files.newBufferedWriter(marker(folder, recipe))) {
      properties.store(writer, recipe.topic());
    }
  }

  /** The topic of that recipe if somebody left word that it is complete. */
  static Optional<FilledTopic> marked(Path folder, TopicRecipe recipe) throws IOException {
    Path marker = marker(folder, recipe);
    if (!Files.exists(marker)) {
      return Optional.empty();
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(marker)) {
      properties.load(reader);
    }
    return Optional.of(
        new FilledTopic(
            recipe,
            new Sums(
                number(properties, "events"),
                number(properties, "decode_attempts"),
                number(properties, "decode_failures"),
                number(properties, "play_ms"),
                number(properties, "stall_ms")),
            Double.parseDouble(properties.getProperty("mean_bytes"))));
  }

  private static long number(Properties properties, String name) {
    return Long.parseLong(properties.getProperty(name));
  }

  private static Path marker(Path folder, TopicRecipe recipe) {
    return folder.resolve(recipe.topic() + ".properties");
  }
}
