package io.playbackanalytics.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.playbackanalytics.PlaybackJob;
import io.playbackanalytics.project.ProjectFiles;
import io.playbackanalytics.settings.JobSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.kubernetes.operator.api.FlinkDeployment;
import org.apache.flink.kubernetes.operator.api.spec.FlinkDeploymentSpec;
import org.apache.flink.kubernetes.operator.api.spec.FlinkVersion;
import org.apache.flink.kubernetes.operator.api.spec.JobState;
import org.apache.flink.kubernetes.operator.api.spec.UpgradeMode;
import org.junit.jupiter.api.Test;

/**
 * {@code flink-conf/flinkdeployment.yaml}, read by the classes of the Flink Kubernetes operator.
 */
class KubernetesManifestTest {

  private static final String MANIFEST = "flink-conf/flinkdeployment.yaml";

  /** Of config.yaml, what the operator decides on, or reads from a field of its own. */
  private static final Set<String> NOT_ON_KUBERNETES =
      Set.of(
          "jobmanager.rpc.address",
          "jobmanager.rpc.port",
          "jobmanager.bind-host",
          "blob.server.port",
          "rest.port",
          "rest.bind-address",
          "taskmanager.bind-host",
          "taskmanager.rpc.port",
          "taskmanager.data.port",
          "jobmanager.memory.process.size",
          "taskmanager.memory.process.size",
          "parallelism.default");

  /** Of the manifest, what only Kubernetes needs, or needs otherwise. */
  private static final Map<String, String> ONLY_ON_KUBERNETES =
      Map.of(
          "metrics.reporter.prom.port",
          "9249",
          "high-availability.type",
          "kubernetes",
          "high-availability.storageDir",
          "file:///flink-state/ha",
          "kubernetes.operator.job.upgrade.last-state-fallback.enabled",
          "true");

  /** Refuses what a class has no property for, also where the class itself would keep quiet. */
  private static final ObjectMapper STRICT =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .annotationIntrospector(new UnknownPropertiesAreErrors())
          .build();

  private static final class UnknownPropertiesAreErrors extends JacksonAnnotationIntrospector {

    private static final long serialVersionUID = 1L;

    @Override
    public Boolean hasAnySetter(Annotated annotated) {
      return false;
    }

    @Override
    public JsonIgnoreProperties.Value findPropertyIgnoralByName(
        MapperConfig<?> config, Annotated annotated) {
      return super.findPropertyIgnoralByName(config, annotated).withoutIgnoreUnknown();
    }
  }

  @Test
  void theOperatorsClassesKnowEveryField() throws JsonProcessingException {
    FlinkDeploymentSpec spec = spec();
    assertThat(spec.getJob().getState()).isEqualTo(JobState.RUNNING);
    assertThat(spec.getJob().getUpgradeMode()).isEqualTo(UpgradeMode.SAVEPOINT);
    PersistentVolumeClaim claim =
        STRICT.treeToValue(document("PersistentVolumeClaim"), PersistentVolumeClaim.class);
    assertThat(claim.getSpec().getAccessModes()).containsExactly("ReadWriteMany");
  }

  @Test
  void aFieldThatDoesNotExistIsNoticedAtAnyDepth() {
    for (String path : List.of("/spec", "/spec/job", "/spec/podTemplate/spec/securityContext")) {
      JsonNode deployment = deployment();
      ((ObjectNode) deployment.at(path)).put("misspelt", "value");
      assertThatThrownBy(() -> STRICT.treeToValue(deployment, FlinkDeployment.class))
          .isInstanceOf(UnrecognizedPropertyException.class)
          .hasMessageContaining("misspelt");
    }
  }

  /**
   * The operator's releases lag behind Flink's: the newest version that its custom resource
   * definition takes may be older than the image, but not another major version.
   */
  @Test
  void theFlinkVersionIsOfTheImagesMajorVersion() {
    assertThat(document("FlinkDeployment").at("/spec/flinkVersion").textValue()).isEqualTo("v2_2");
    assertThat(ProjectFiles.text("docker/Dockerfile")).contains("FROM flink:2.");
  }

  @Test
  void itsConfigurationIsThatOfConfigYaml() throws JsonProcessingException {
    Map<String, String> expected = new TreeMap<>(flinkConfiguration().toMap());
    expected.keySet().removeAll(NOT_ON_KUBERNETES);
    // Prepared, but off: turned on, they need addresses of the Kubernetes cluster.
    expected.keySet().removeIf(key -> key.contains(".reporter.otel.") || key.startsWith("traces."));
    expected.putAll(ONLY_ON_KUBERNETES);
    assertThat(new TreeMap<>(spec().getFlinkConfiguration())).isEqualTo(expected);
  }

  @Test
  void memoryAndParallelismAreThoseOfConfigYaml() throws JsonProcessingException {
    FlinkDeploymentSpec spec = spec();
    Configuration configuration = flinkConfiguration();
    Map<String, String> texts = configuration.toMap();
    assertThat(spec.getJobManager().getResource().getMemory())
        .isEqualTo(texts.get(JobManagerOptions.TOTAL_PROCESS_MEMORY.key()));
    assertThat(spec.getTaskManager().getResource().getMemory())
        .isEqualTo(texts.get(TaskManagerOptions.TOTAL_PROCESS_MEMORY.key()));
    assertThat(spec.getJob().getParallelism())
        .isEqualTo(configuration.get(CoreOptions.DEFAULT_PARALLELISM));
  }

  @Test
  void logsAreWrittenAsEverywhere() throws JsonProcessingException {
    assertThat(spec().getLogConfiguration())
        .containsOnly(
            Map.entry(
                "log4j-console.properties",
                ProjectFiles.text("flink-conf/log4j-console.properties")));
  }

  @Test
  void theJobIsTheImagesJarAndTakesTheArguments() throws JsonProcessingException {
    FlinkDeploymentSpec spec = spec();
    assertThat(ProjectFiles.text("docker/Dockerfile"))
        .contains("--tag " + spec.getImage())
        .contains(
            "job/target/playback-analytics.jar "
                + spec.getJob().getJarURI().replace("local://", ""));
    assertThat(spec.getJob().getEntryClass()).isEqualTo(PlaybackJob.class.getName());
    JobSettings settings = JobSettings.parse(spec.getJob().getArgs());
    assertThat(settings.bootstrapServers()).isEqualTo("kafka:9092");
  }

  @Test
  void allStateIsOnTheVolume() throws JsonProcessingException {
    FlinkDeploymentSpec spec = spec();
    String mountPath = mainContainer(spec).getVolumeMounts().get(0).getMountPath();
    assertThat(
            spec.getFlinkConfiguration().values().stream()
                .filter(value -> value.startsWith("file:")))
        .hasSize(3)
        .allMatch(value -> value.startsWith("file://" + mountPath + "/"));
    assertThat(
            spec.getPodTemplate()
                .getSpec()
                .getVolumes()
                .get(0)
                .getPersistentVolumeClaim()
                .getClaimName())
        .isEqualTo(document("PersistentVolumeClaim").at("/metadata/name").textValue());
  }

  @Test
  void prometheusFindsThePodsByTheNameOfThePort() throws JsonProcessingException {
    JsonNode monitor = document("PodMonitor").get("spec");
    assertThat(monitor.at("/selector/matchLabels/app").textValue())
        .isEqualTo(document("FlinkDeployment").at("/metadata/name").textValue());
    Container container = mainContainer(spec());
    assertThat(container.getName()).isEqualTo("flink-main-container");
    assertThat(container.getPorts().get(0).getName())
        .isEqualTo(monitor.at("/podMetricsEndpoints/0/port").textValue());
    assertThat(container.getPorts().get(0).getContainerPort())
        .hasToString(ONLY_ON_KUBERNETES.get("metrics.reporter.prom.port"));
  }

  private static Container mainContainer(FlinkDeploymentSpec spec) {
    return spec.getPodTemplate().getSpec().getContainers().get(0);
  }

  private static FlinkDeploymentSpec spec() throws JsonProcessingException {
    return STRICT.treeToValue(deployment(), FlinkDeployment.class).getSpec();
  }

  /** With a version that the classes know: those at hand are of the operator's release 1.10. */
  private static JsonNode deployment() {
    JsonNode deployment = document("FlinkDeployment");
    assertThat(Arrays.stream(FlinkVersion.values()).map(FlinkVersion::name))
        .doesNotContain(deployment.at("/spec/flinkVersion").textValue());
    ((ObjectNode) deployment.get("spec")).put("flinkVersion", FlinkVersion.current().name());
    return deployment;
  }

  private static JsonNode document(String kind) {
    return ProjectFiles.yamlDocuments(MANIFEST).stream()
        .filter(document -> document.get("kind").textValue().equals(kind))
        .findFirst()
        .orElseThrow();
  }

  private static Configuration flinkConfiguration() {
    return GlobalConfiguration.loadConfiguration(ProjectFiles.file("flink-conf").toString());
  }
}
