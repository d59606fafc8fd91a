package io.playbackanalytics.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.playbackanalytics.project.ProjectFiles;
import io.playbackanalytics.settings.JobSettings;
import io.playbackanalytics.settings.SettingKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.NettyShuffleEnvironmentOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code docker-compose.yml}, as docker-compose resolves it. No container is started. */
class ComposeTest {

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  /** host:port, perhaps as a URL. A name with a dot is not one of a service. */
  private static final Pattern ADDRESS =
      Pattern.compile("(?:^|[/\\s,@])([a-z][a-z0-9-]*):(\\d{4,5})(?=$|[/\\s,])");

  private static final Pattern PORT_OF_ITS_OWN =
      Pattern.compile("(?:localhost:|127\\.0\\.0\\.1/|kafka )(\\d+)");

  private static Map<String, JsonNode> services;

  @BeforeAll
  static void resolve() throws Exception {
    JsonNode compose =
        YAML.readTree(dockerCompose("--profile", "logs", "--profile", "traces", "config"));
    services = new HashMap<>();
    compose
        .get("services")
        .properties()
        .forEach(entry -> services.put(entry.getKey(), entry.getValue()));
  }

  private static String dockerCompose(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("docker-compose", "--file", "docker-compose.yml"));
    command.addAll(List.of(arguments));
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .directory(ProjectFiles.file("").toFile())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
    } catch (IOException e) {
      return fail("docker-compose is not installed; on Debian: apt-get install docker-compose", e);
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("exit code of %s", command).isZero();
    return output;
  }

  private static Stream<String> serviceNames() {
    return services.keySet().stream().sorted();
  }

  @Test
  void dockerComposeAcceptsTheFile() throws Exception {
    assertThat(dockerCompose("config", "--quiet")).isEmpty();
  }

  @Test
  void logsAndTracesAreStoredOnlyOnDemand() {
    Map<String, List<String>> profiles = new HashMap<>();
    services.forEach((name, service) -> profiles.put(name, texts(service.path("profiles"))));
    profiles.values().removeIf(List::isEmpty);
    assertThat(profiles)
        .isEqualTo(
            Map.of("loki", List.of("logs"), "alloy", List.of("logs"), "jaeger", List.of("traces")));
  }

  @ParameterizedTest
  @MethodSource("serviceNames")
  void imagesArePinnedToARelease(String service) {
    assertThat(services.get(service).get("image").textValue())
        .matches("[a-z/]+:v?\\d+\\.\\d+\\.\\d+(-java17)?");
  }

  @Test
  void imagesAreOfTheVersionsThatTheJobIsBuiltAgainst() {
    assertThat(services.get("kafka").get("image").textValue())
        .isEqualTo("apache/kafka:" + property("kafka.version"));
    String flink = "flink:" + property("flink.version") + "-java17";
    assertThat(List.of("jobmanager", "taskmanager-1", "taskmanager-2"))
        .allMatch(service -> services.get(service).get("image").textValue().equals(flink));
    assertThat(ProjectFiles.text("docker/Dockerfile")).contains("FROM " + flink + "\n");
  }

  /** The image itself starts as root, and leaves it to its entrypoint to become this user. */
  @Test
  void flinkDoesNotRunAsRoot() {
    assertThat(List.of("jobmanager", "taskmanager-1", "taskmanager-2"))
        .allMatch(service -> services.get(service).path("user").asText().equals("flink"));
    assertThat(ProjectFiles.text("docker/Dockerfile")).contains("\nUSER flink\n");
  }

  private static String property(String name) {
    Matcher matcher =
        Pattern.compile("<" + Pattern.quote(name) + ">(.*)</")
            .matcher(ProjectFiles.text("pom.xml"));
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  @ParameterizedTest
  @MethodSource("serviceNames")
  void whatRunsIsRestartedAndChecked(String service) {
    JsonNode definition = services.get(service);
    if (runsOnce(service)) {
      assertThat(definition.get("restart").textValue()).isEqualTo("no");
    } else {
      assertThat(definition.get("restart").textValue()).isEqualTo("unless-stopped");
      assertThat(definition.at("/healthcheck/test/0").textValue()).isIn("CMD", "CMD-SHELL");
    }
  }

  private static boolean runsOnce(String service) {
    return services.values().stream()
        .map(definition -> definition.at("/depends_on/" + service + "/condition").asText())
        .anyMatch("service_completed_successfully"::equals);
  }

  @ParameterizedTest
  @MethodSource("serviceNames")
  void aServiceWaitsOnlyForWhatIsStartedWithIt(String service) {
    for (Map.Entry<String, JsonNode> dependency :
        services.get(service).path("depends_on").properties()) {
      JsonNode required = services.get(dependency.getKey());
      assertThat(required).as(dependency.getKey()).isNotNull();
      assertThat(required.path("profiles"))
          .isIn(services.get(service).path("profiles"), YAML.missingNode());
      if (dependency.getValue().get("condition").textValue().equals("service_healthy")) {
        assertThat(required.has("healthcheck")).isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("serviceNames")
  void mountedFilesExistAndStayAsTheyAre(String service) {
    for (String volume : texts(services.get(service).path("volumes"))) {
      String[] parts = volume.split(":");
      if (parts[0].startsWith("/") && !parts[0].equals("/var/run/docker.sock")) {
        assertThat(parts).as(volume).hasSize(3).endsWith("ro");
        // Of what is built later Docker would make a folder of that name first.
        assertThat(parts[0]).doesNotContain("/target");
        assertThat(Path.of(parts[0])).exists();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("serviceNames")
  void portsAreNotOpenToTheNetwork(String service) {
    assertThat(texts(services.get(service).path("ports")))
        .allMatch(port -> port.startsWith("127.0.0.1:"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "monitoring/prometheus.yml",
        "monitoring/alertmanager.yml",
        "monitoring/grafana/provisioning/datasources/playback-analytics.yml",
        "flink-conf/config.yaml"
      })
  void addressesInConfigurationsAreThoseOfServices(String file) {
    assertThat(texts(ProjectFiles.yaml(file))).isNotEmpty().allSatisfy(namesServices(file));
  }

  @Test
  void theCollectorSendsToAService() {
    assertThat(ProjectFiles.text("monitoring/collector.alloy").lines())
        .filteredOn(line -> line.contains("url"))
        .hasSize(1)
        .allSatisfy(line -> namesServices("collector.alloy").accept(line.replace('"', ' ')));
  }

  @Test
  void prometheusFindsEveryProcessOfFlink() {
    assertThat(texts(ProjectFiles.yaml("monitoring/prometheus.yml")))
        .contains("jobmanager:9249", "taskmanager-1:9249", "taskmanager-2:9249");
  }

  @Test
  void theJobManagerIsWhereTheTaskManagersLookForIt() {
    String address = flinkConfiguration().get(JobManagerOptions.ADDRESS);
    assertThat(services).containsKey(address);
    assertThat(services.get(address).get("hostname").textValue()).isEqualTo(address);
  }

  @Test
  void taskManagersSayTheNamesOfTheirServices() {
    for (String service : List.of("taskmanager-1", "taskmanager-2")) {
      assertThat(texts(services.get(service).get("command")))
          .containsExactly("taskmanager", "-Dtaskmanager.host=" + service);
    }
  }

  private static Consumer<String> namesServices(String file) {
    return text -> {
      for (MatchResult address : ADDRESS.matcher(text).results().toList()) {
        String host = address.group(1);
        if (!host.equals("localhost")) {
          assertThat(services).as("%s of %s", host, file).containsKey(host);
          assertThat(listens(host))
              .as("ports of %s, named in %s", host, file)
              .contains(Integer.valueOf(address.group(2)));
        }
      }
    };
  }

  /** Ports on which a service says that it listens: in this file, or in its own configuration. */
  private static Set<Integer> listens(String service) {
    JsonNode definition = services.get(service);
    Set<Integer> ports = new HashSet<>();
    texts(definition.path("expose")).forEach(port -> ports.add(Integer.valueOf(port)));
    String check = String.join(" ", texts(definition.path("healthcheck")));
    PORT_OF_ITS_OWN
        .matcher(check)
        .results()
        .forEach(port -> ports.add(Integer.valueOf(port.group(1))));
    Configuration flink = flinkConfiguration();
    switch (service) {
      case "kafka" ->
          ADDRESS
              .matcher(definition.at("/environment/KAFKA_ADVERTISED_LISTENERS").textValue())
              .results()
              .forEach(listener -> ports.add(Integer.valueOf(listener.group(2))));
      case "loki" ->
          ports.add(
              ProjectFiles.yaml("monitoring/loki.yml").at("/server/http_listen_port").intValue());
      case "jobmanager" ->
          ports.addAll(
              List.of(
                  flink.get(JobManagerOptions.PORT),
                  flink.get(RestOptions.PORT),
                  Integer.valueOf(flink.get(BlobServerOptions.PORT)),
                  metricsPort(flink)));
      case "taskmanager-1", "taskmanager-2" ->
          ports.addAll(
              List.of(
                  Integer.valueOf(flink.get(TaskManagerOptions.RPC_PORT)),
                  flink.get(NettyShuffleEnvironmentOptions.DATA_PORT),
                  metricsPort(flink)));
      default -> {}
    }
    return ports;
  }

  private static int metricsPort(Configuration flink) {
    return Integer.parseInt(flink.getString("metrics.reporter.prom.port", "").split("-")[0]);
  }

  private static Configuration flinkConfiguration() {
    return GlobalConfiguration.loadConfiguration(ProjectFiles.file("flink-conf").toString());
  }

  @Test
  void publishedPortsAreThoseOfTheService() {
    assertThat(serviceNames())
        .allSatisfy(
            service -> {
              for (String port : texts(services.get(service).path("ports"))) {
                assertThat(listens(service))
                    .as(service)
                    .contains(Integer.valueOf(port.split(":")[2].replace("/tcp", "")));
              }
            });
  }

  @Test
  void theJobTakesTheSettingsAndTheyNameTheBroker() {
    List<String> command = texts(services.get("jobmanager").get("command"));
    assertThat(command.get(0)).isEqualTo("jobmanager");
    JobSettings settings = JobSettings.parse(command.stream().skip(1).toArray(String[]::new));
    assertThat(settings.bootstrapServers()).isEqualTo("kafka:9092");
    namesServices("docker-compose.yml").accept(settings.bootstrapServers());
    namesServices("docker-compose.yml")
        .accept(String.join(" ", texts(services.get("topics").get("entrypoint"))));
  }

  @Test
  void flinkReadsTheFilesThatItLooksFor() {
    assertThat(texts(services.get("taskmanager-1").get("volumes")))
        .contains(
            ProjectFiles.file("flink-conf/config.yaml") + ":/opt/flink/conf/config.yaml:ro",
            ProjectFiles.file("flink-conf/log4j-console.properties")
                + ":/opt/flink/conf/log4j-console.properties:ro",
            ProjectFiles.file("job") + ":/opt/playback-analytics/job:ro")
        .anyMatch(volume -> volume.startsWith("flink-state:/flink-state"));
  }

  /** Runs the script with one in the place of Kafka's that prints what it is called with. */
  @Test
  void theTopicsAreThoseOfTheJob(@TempDir Path folder) throws Exception {
    Path script = folder.resolve("bin/kafka-topics.sh");
    Files.createDirectories(script.getParent());
    Files.writeString(script, "#!/usr/bin/env bash\necho \"$*\"\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    ProcessBuilder builder =
        new ProcessBuilder(
            "bash", ProjectFiles.file("docker/create-topics").toString(), "kafka:9092");
    builder.environment().put("KAFKA_HOME", folder.toString());
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();

    Map<String, String> topics =
        output.lines().collect(Collectors.toMap(line -> valueOf("--topic", line), line -> line));
    assertThat(topics)
        .containsOnlyKeys(
            Stream.of(
                    SettingKey.EVENTS_TOPIC,
                    SettingKey.QUALITY_TOPIC,
                    SettingKey.PLAYS_TOPIC,
                    SettingKey.REJECTED_TOPIC,
                    SettingKey.LATE_TOPIC)
                .map(SettingKey::defaultValue)
                .toList()
                .toArray(String[]::new));
    assertThat(topics.values())
        .allMatch(
            line -> line.startsWith("--bootstrap-server kafka:9092 --create --if-not-exists "))
        .allMatch(line -> line.contains("--config cleanup.policy=delete "))
        .allMatch(line -> line.contains("retention.ms="));

    String events = topics.get(SettingKey.EVENTS_TOPIC.defaultValue());
    assertThat(Integer.parseInt(valueOf("--partitions", events))).isGreaterThanOrEqualTo(4);
    for (SettingKey side : List.of(SettingKey.REJECTED_TOPIC, SettingKey.LATE_TOPIC)) {
      assertThat(maxMessageBytes(topics.get(side.defaultValue())))
          .isGreaterThan(maxMessageBytes(events));
    }
  }

  private static String valueOf(String option, String line) {
    List<String> words = Arrays.asList(line.split(" "));
    return words.get(words.indexOf(option) + 1);
  }

  private static long maxMessageBytes(String line) {
    Matcher bytes = Pattern.compile("max\\.message\\.bytes=(\\d+)").matcher(line);
    assertThat(bytes.find()).as(line).isTrue();
    return Long.parseLong(bytes.group(1));
  }

  /** Every text and number in a tree. */
  private static List<String> texts(JsonNode node) {
    if (node.isValueNode()) {
      return List.of(node.asText());
    }
    return StreamSupport.stream(node.spliterator(), false)
        .flatMap(child -> texts(child).stream())
        .toList();
  }
}
