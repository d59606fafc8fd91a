package io.playbackanalytics.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.playbackanalytics.project.ProjectFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code docker/start-flink}, with scripts in Flink's place that print what they are called with.
 */
class StartFlinkTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final String JOB = "checkpoints/00000000000000000000000000000001/";

  @TempDir private Path folder;
  private Path state;
  private Path jar;

  @BeforeEach
  void makeFlink() throws IOException {
    state = folder.resolve("flink state");
    jar = Files.writeString(folder.resolve("built job.jar"), "the job");
    Files.createDirectories(folder.resolve("bin"));
    for (String name : List.of("standalone-job.sh", "taskmanager.sh")) {
      Path script = folder.resolve("bin").resolve(name);
      Files.writeString(script, "#!/usr/bin/env bash\necho " + name + "; printf '%s\\n' \"$@\"\n");
      assertThat(script.toFile().setExecutable(true)).isTrue();
    }
  }

  @Test
  void theJobStartsAfreshWhereThereIsNoSnapshot() throws Exception {
    assertThat(run(0, "jobmanager", "--events.start", "earliest"))
        .containsExactly(
            "standalone-job.sh",
            "start-foreground",
            "--job-id",
            "00000000000000000000000000000001",
            "--job-classname",
            "io.playbackanalytics.PlaybackJob",
            "-Dtraces.reporters=nobody",
            "--events.start",
            "earliest");
  }

  @Test
  void itGoesOnFromTheNewestCheckpoint() throws Exception {
    snapshot(JOB + "chk-9", NOON);
    snapshot(JOB + "chk-10", NOON.plusSeconds(10));
    snapshot("checkpoints/ffffffffffffffffffffffffffffffff/chk-11", NOON.minusSeconds(10));
    assertThat(restored()).isEqualTo("file://" + state.resolve(JOB + "chk-10"));
  }

  @Test
  void aCheckpointThatWasNotCompletedDoesNotCount() throws Exception {
    snapshot(JOB + "chk-10", NOON);
    Files.createDirectories(state.resolve(JOB + "chk-11"));
    Files.createDirectories(state.resolve(JOB + "shared"));
    assertThat(restored()).isEqualTo("file://" + state.resolve(JOB + "chk-10"));
  }

  @Test
  void itGoesOnFromASavepointThatIsNewer() throws Exception {
    snapshot(JOB + "chk-10", NOON);
    snapshot("savepoints/savepoint-000000-1a2b", NOON.plusSeconds(1));
    assertThat(restored()).isEqualTo("file://" + state.resolve("savepoints/savepoint-000000-1a2b"));
  }

  @Test
  void itGoesOnFromACheckpointAfterTheSavepoint() throws Exception {
    snapshot("savepoints/savepoint-000000-1a2b", NOON);
    snapshot(JOB + "chk-11", NOON.plusSeconds(1));
    assertThat(restored()).isEqualTo("file://" + state.resolve(JOB + "chk-11"));
  }

  @Test
  void aTaskManagerGetsItsArguments() throws Exception {
    assertThat(run(0, "taskmanager", "-Dtaskmanager.host=taskmanager-1"))
        .containsExactly("taskmanager.sh", "start-foreground", "-Dtaskmanager.host=taskmanager-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"jobmanager", "taskmanager"})
  void theJobIsPutWhereFlinkLooksForIt(String process) throws Exception {
    Path installed = folder.resolve("usrlib/playback-analytics.jar");
    run(0, process);
    assertThat(installed).hasContent("the job");
    Files.writeString(jar, "built again");
    run(0, process);
    assertThat(installed).hasContent("built again");
  }

  @ParameterizedTest
  @ValueSource(strings = {"jobmanager", "taskmanager"})
  void aJobThatIsNotBuiltIsNamed(String process) throws Exception {
    Files.delete(jar);
    assertThat(run(1, process))
        .containsExactly(
            "start-flink: there is no job/target/playback-analytics.jar: build it with"
                + " mvn -DskipTests package");
  }

  @Test
  void anythingElseIsRefused() throws Exception {
    assertThat(run(2, "jobmaster"))
        .containsExactly("start-flink: say jobmanager or taskmanager, not 'jobmaster'");
  }

  private void snapshot(String path, Instant completed) throws IOException {
    Path metadata = state.resolve(path).resolve("_metadata");
    Files.createDirectories(metadata.getParent());
    Files.createFile(metadata);
    Files.setLastModifiedTime(metadata, FileTime.from(completed));
  }

  private String restored() throws Exception {
    List<String> arguments = run(0, "jobmanager");
    return arguments.get(arguments.indexOf("--fromSavepoint") + 1);
  }

  private List<String> run(int exitCode, String... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("bash", ProjectFiles.file("docker/start-flink").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder
        .environment()
        .putAll(
            Map.of(
                "FLINK_HOME", folder.toString(),
                "FLINK_STATE", state.toString(),
                "JOB_JAR", jar.toString()));
    builder.environment().remove("TRACES_REPORTERS");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isEqualTo(exitCode);
    return output.lines().toList();
  }
}
