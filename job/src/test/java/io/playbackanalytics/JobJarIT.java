package io.playbackanalytics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.playbackanalytics.settings.SettingKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar that is handed to {@code flink run}. */
@Tag("no-cluster")
class JobJarIT {

  private static final Path JAR = Path.of("target", "playback-analytics.jar");

  private static final Path BILL_OF_MATERIALS = Path.of("target", "bom.json");

  private static final Pattern OURS = Pattern.compile("io/playbackanalytics/(?!shaded/).*");

  /** What the jar is made of besides, by where its classes are. */
  private static final Map<String, String> COMPONENTS =
      Map.ofEntries(
          Map.entry("shaded/jackson/core/", "jackson-core"),
          Map.entry("shaded/jackson/databind/", "jackson-databind"),
          Map.entry("shaded/jackson/annotation/", "jackson-annotations"),
          Map.entry("shaded/jackson/datatype/jsr310/", "jackson-datatype-jsr310"),
          Map.entry("shaded/jackson/datatype/jdk8/", "jackson-datatype-jdk8"),
          Map.entry("shaded/commons/lang3/", "commons-lang3"),
          Map.entry("shaded/datasketches/memory/", "datasketches-memory"),
          Map.entry("shaded/datasketches/hll/", "datasketches-java"),
          Map.entry("shaded/datasketches/common/", "datasketches-java"),
          Map.entry("shaded/datasketches/hash/", "datasketches-java"),
          Map.entry("shaded/datasketches/thetacommon/", "datasketches-java"),
          Map.entry("org/apache/flink/streaming/", "flink-connector-kafka"),
          Map.entry("org/apache/flink/connector/kafka/", "flink-connector-kafka"),
          Map.entry("org/apache/kafka/", "kafka-clients"),
          Map.entry("com/github/luben/zstd/", "zstd-jni"),
          Map.entry("net/jpountz/", "lz4-java"),
          Map.entry("org/xerial/snappy/", "snappy-java"));

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
  void everythingInItIsOnTheBillOfMaterialsWithVersionAndLicence() throws IOException {
    Map<String, JsonNode> bill = new HashMap<>();
    new ObjectMapper()
        .readTree(BILL_OF_MATERIALS.toFile())
        .get("components")
        .forEach(component -> bill.put(component.get("name").asText(), component));
    Set<String> inside = new HashSet<>();
    try (JarFile jar = new JarFile(JAR.toFile())) {
      jar.stream()
          .map(Object::toString)
          .filter(name -> name.endsWith(".class") && !OURS.matcher(name).matches())
          .forEach(name -> inside.add(component(name)));
    }
    assertThat(inside).containsExactlyInAnyOrderElementsOf(Set.copyOf(COMPONENTS.values()));
    assertThat(bill).containsKeys(inside.toArray(String[]::new));
    assertThat(bill.values())
        .allSatisfy(
            component -> {
              assertThat(component.get("version").asText()).isNotEmpty();
              assertThat(component.get("licenses")).isNotEmpty();
            });
  }

  private static String component(String className) {
    return COMPONENTS.entrySet().stream()
        .filter(component -> className.contains(component.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow(() -> new AssertionError("nobody knows why this is in the jar: " + className));
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

  @Test
  void writesTheFilesOfTheMonitoring(@TempDir Path folder) throws Exception {
    Run run = run("monitoring", "--cohorts", "app; app,region", "--out", folder.toString());
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines().map(Path::of)).hasSize(4).allMatch(Files::isRegularFile);
    Run wrong = run("monitoring", "--cohorts", "app; app,regoin", "--out", folder.toString());
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.out()).isEmpty();
    assertThat(wrong.err().lines()).hasSize(1).first().asString().contains("'regoin'");
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
