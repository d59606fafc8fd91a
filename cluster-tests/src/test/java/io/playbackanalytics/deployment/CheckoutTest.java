package io.playbackanalytics.deployment;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.playbackanalytics.project.ProjectFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Git makes of the files on a machine where it is set to write other line ends. */
class CheckoutTest {

  /** What runs in a container, or is read there. */
  private static final List<String> FOR_CONTAINERS =
      List.of("docker", "flink-conf", "monitoring", "docker-compose.yml", "demo", "benchmark/run");

  /** {@code core.autocrlf=true} is what Git for Windows is installed with. */
  @Test
  void aCloneKeepsLineFeedsWhateverGitIsSetTo(@TempDir Path folder) throws Exception {
    Path project = ProjectFiles.file("");
    assumeTrue(Files.exists(project.resolve(".git")), "not a Git repository");
    Path clone = folder.resolve("clone");
    git(folder, "clone", "--quiet", "--no-checkout", project.toString(), clone.toString());
    git(clone, "config", "core.autocrlf", "true");
    // As it is now, whether committed or not.
    Files.copy(project.resolve(".gitattributes"), clone.resolve(".git/info/attributes"));
    git(clone, "checkout", "--quiet", "HEAD", "--", ".");
    for (String path : FOR_CONTAINERS) {
      try (Stream<Path> files = Files.walk(clone.resolve(path))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          assertThat(Files.readString(file, ISO_8859_1)).as(file.toString()).doesNotContain("\r");
        }
      }
    }
  }

  private static void git(Path folder, String... arguments)
      throws IOException, InterruptedException {
    Process git =
        new ProcessBuilder(
                Stream.concat(Stream.of("git"), Stream.of(arguments)).toArray(String[]::new))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(git.getInputStream().readAllBytes(), ISO_8859_1);
    assertThat(git.waitFor()).as(output).isZero();
  }
}
