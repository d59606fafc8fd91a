package io.playbackanalytics.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A command that judges files and says so by its exit code. */
public enum CheckTool {
  PROMTOOL("promtool", "prometheus"),
  AMTOOL("amtool", "prometheus-alertmanager");

  private final String command;
  private final String debianPackage;

  CheckTool(String command, String debianPackage) {
    this.command = command;
    this.debianPackage = debianPackage;
  }

  /** Fails with what the command prints unless it is content. */
  public void accepts(List<String> arguments, List<Path> files)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>();
    line.add(command);
    line.addAll(arguments);
    files.forEach(file -> line.add(file.toString()));
    Process process = start(line);
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("%s printed:%n%s", String.join(" ", line), output).isZero();
  }

  private Process start(List<String> line) {
    ProcessBuilder process = new ProcessBuilder(line).redirectErrorStream(true);
    // By itself it takes as much CPU to keep these tests of rules within 70 MB as to run them.
    process.environment().put("GOGC", "800");
    try {
      return process.start();
    } catch (IOException e) {
      throw new AssertionError(
          command + " is missing. On Debian: apt-get install " + debianPackage, e);
    }
  }
}
