package io.playbackanalytics.benchmark.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/**
 * Where the built things are.
 *
 * @param module the folder of this module
 */
public record Installation(Path module) {

  private static final String PROPERTIES = "/benchmark.properties";

  /** This module's own classes. */
  private Path jar() {
    return module.resolve("target/benchmark.jar");
  }

  /** What is measured. */
  private Path jobJar() {
    return module.resolveSibling("job").resolve("target/playback-analytics.jar");
  }

  /** The class path with every library, and the job's plain classes. */
  public List<Path> allLibraries() {
    return List.of(required(jar()), module.resolve("target/lib/*"));
  }

  /** The class path of the job's own jar on what a Flink distribution has. */
  public List<Path> jobOnFlink() {
    return List.of(required(jobJar()), required(jar()), module.resolve("target/flink/*"));
  }

  /** The consumer that is not Java. */
  public NativeProgram nativeConsumer() {
    return new NativeProgram(
        module.resolve("src/main/cpp/consumer_simdjson.cpp"),
        module.resolve("target/consumer_simdjson"),
        List.of("rdkafka", "simdjson"),
        List.of("g++", "librdkafka-dev", "libsimdjson-dev"));
  }

  /** What Flink needs to be told to the JVM. */
  public List<String> flinkFlags() {
    return List.of(properties().getProperty("flink.add-opens").split(" "));
  }

  /** A version of what is measured: {@code flink}, {@code kafka}, {@code jackson} … */
  public String version(String of) {
    return properties().getProperty(of + ".version");
  }

  private static Path required(Path file) {
    if (!Files.exists(file)) {
      throw new IllegalStateException(file + " is missing: build the module first");
    }
    return file;
  }

  private static Properties properties() {
    try (InputStream in = Installation.class.getResourceAsStream(PROPERTIES)) {
      if (in == null) {
        throw new IllegalStateException("no " + PROPERTIES);
      }
      Properties properties = new Properties();
      properties.load(in);
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
