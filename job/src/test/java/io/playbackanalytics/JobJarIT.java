package io.playbackanalytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.playbackanalytics.settings.SettingKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** The jar that is handed to {@code flink run}. */
class JobJarIT {

  private static final Path JAR = Path.of("target", "playback-analytics.jar");

  /** What a run of the jar without Flink came to. */
  private record Run(int exitCode, String out, String err) {}

  @Test
  void holdsTheJobAndItsConnectorButNotFlink() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class"))
          .isEqualTo("io.playbackanalytics.PlaybackJob");
      List<String> classes =
          jar.stream().map(Object::toString).filter(name -> name.endsWith(".class")).toList();
      assertThat(classes)
          .contains(
              "org/apache/flink/connector/kafka/source/KafkaSource.class",
              "org/apache/kafka/clients/consumer/KafkaConsumer.class")
          .noneMatch(name -> name.startsWith("com/fasterxml/"))
          .noneMatch(name -> name.startsWith("org/slf4j/"))
          .noneMatch(name -> name.matches("org/apache/flink/(api|core|runtime|metrics|util)/.*"));
    }
  }

  @Test
  void printsEverySettingWithoutACluster() throws Exception {
    Run run = run("--help");
    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    for (SettingKey key : SettingKey.values()) {
      assertThat(run.out()).contains("--" + key.text()).contains(key.defaultValue());
    }
  }

  @Test
  void endsWithOneHelpfulLineForWrongSettings() throws Exception {
    Run run = run("--windw.size", "5 s");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines())
        .containsExactly(
            "playback-analytics: unknown setting 'windw.size': did you mean 'window.size'?"
                + " --help lists all");
  }

  @Test
  void checksSettingsWithoutACluster() throws Exception {
    Run run = run("--window.size", "10 s");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith("The settings are right.");
    assertThat(run.err()).isEmpty();
  }

  private static Run run(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                JAR.toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), out, err);
  }
}
