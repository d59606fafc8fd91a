package io.playbackanalytics.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A process that a test has started, and ends by its handle. What it prints goes to a file. */
public final class OsProcess implements AutoCloseable {

  private static final Duration GRACE = Duration.ofSeconds(15);

  private final String name;
  private final Path log;
  private final Process process;

  private OsProcess(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
  }

  /** Starts the command, with its output in {@code folder/name.log}. */
  public static OsProcess start(String name, Path folder, List<String> command) {
    Path log = folder.resolve(name + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    // The JVM would tell of it on the standard output, where logs are.
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    try {
      Process process = builder.start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      return new OsProcess(name, log, process);
    } catch (IOException e) {
      throw new UncheckedIOException(
          name + " does not start; ./verify installs what is missing: " + command.get(0), e);
    }
  }

  /** Waits until {@code ready}; fails with the end of the log if the process ends before. */
  public OsProcess await(BooleanSupplier ready) {
    try {
      Await.until(
          name + " is ready",
          () -> {
            if (!process.isAlive()) {
              throw new AssertionError(
                  name + " has ended with " + process.exitValue() + ":\n" + lastLines());
            }
            return ready.getAsBoolean();
          });
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
    return this;
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** All that it has printed so far, line by line. */
  public List<String> log() {
    try (Stream<String> lines = Files.lines(log)) {
      return lines.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String lastLines() {
    List<String> lines = log();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
  }

  /** Stops it where it is, as a machine does that swaps or is being moved. */
  void pause() {
    signal("STOP");
  }

  void resume() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      int exitCode = new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
      if (exitCode != 0) {
        throw new IllegalStateException("SIG" + name + " did not reach " + this.name);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  void kill() {
    try {
      process.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(GRACE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
