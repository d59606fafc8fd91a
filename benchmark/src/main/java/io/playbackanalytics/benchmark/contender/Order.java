package io.playbackanalytics.benchmark.contender;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;

/**
 * What a contender's process is told, as a file: it has no JSON parser of its own, since the job's
 * jar hides its own one.
 *
 * @param kind which contender
 * @param parallelism subtasks or threads
 * @param folder for what the process writes, its result included
 * @param warmUp what to run first
 * @param measured what to run and measure then
 */
public record Order(ContenderKind kind, int parallelism, Path folder, Task warmUp, Task measured) {

  private static final String RESULT = "result.json";

  /** Where the process writes what it measured and computed, as one JSON object. */
  public Path result() {
    return folder.resolve(RESULT);
  }

  public void write(Path file) throws IOException {
    Properties properties = new Properties();
    properties.setProperty("kind", kind.name());
    properties.setProperty("parallelism", Integer.toString(parallelism));
    properties.setProperty("folder", folder.toString());
    put("warm-up.", warmUp, properties);
    put("measured.", measured, properties);
    try (Writer writer = Files.newBufferedWriter(file)) {
      properties.store(writer, null);
    }
  }

  public static Order read(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    return new Order(
        ContenderKind.valueOf(properties.getProperty("kind")),
        Integer.parseInt(properties.getProperty("parallelism")),
        Path.of(properties.getProperty("folder")),
        task("warm-up.", properties),
        task("measured.", properties));
  }

  private static void put(String prefix, Task task, Properties properties) {
    properties.setProperty(prefix + "servers", task.bootstrapServers());
    properties.setProperty(prefix + "topic", task.topic());
    properties.setProperty(prefix + "events", Long.toString(task.events()));
    properties.setProperty(prefix + "results", task.results());
    properties.setProperty(prefix + "window", task.settings().window().toString());
    properties.setProperty(prefix + "slide", task.settings().slide().toString());
    properties.setProperty(prefix + "cohorts", task.settings().cohorts().name());
    properties.setProperty(prefix + "measures", task.settings().measures().name());
    properties.setProperty(prefix + "checkpoints", task.settings().checkpoints().toString());
  }

  private static Task task(String prefix, Properties properties) {
    return new Task(
        properties.getProperty(prefix + "servers"),
        properties.getProperty(prefix + "topic"),
        Long.parseLong(properties.getProperty(prefix + "events")),
        properties.getProperty(prefix + "results"),
        new Settings(
            Duration.parse(properties.getProperty(prefix + "window")),
            Duration.parse(properties.getProperty(prefix + "slide")),
            Settings.Cohorts.valueOf(properties.getProperty(prefix + "cohorts")),
            Settings.Measures.valueOf(properties.getProperty(prefix + "measures")),
            Duration.parse(properties.getProperty(prefix + "checkpoints"))));
  }
}
