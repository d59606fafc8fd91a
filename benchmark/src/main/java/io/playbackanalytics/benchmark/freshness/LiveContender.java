package io.playbackanalytics.benchmark.freshness;

import io.playbackanalytics.benchmark.contender.ContenderKind;
import io.playbackanalytics.benchmark.contender.EndlessMain;
import io.playbackanalytics.benchmark.process.Command;
import io.playbackanalytics.benchmark.process.Installation;
import io.playbackanalytics.benchmark.process.JavaProcess;
import io.playbackanalytics.benchmark.suite.RunFailedException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A contender that runs without end, in a JVM of its own. */
final class LiveContender implements AutoCloseable {

  private static final long PATIENCE_S = 10;

  private final Command command;
  private final Process process;

  private LiveContender(Command command, Process process) {
    this.command = command;
    this.process = process;
  }

  /**
   * Starts it; it may take seconds until it reads.
   *
   * @param folder for what it writes to disk
   */
  static LiveContender start(
      Installation installation,
      FreshnessOptions options,
      ContenderKind kind,
      Path folder,
      LiveTopics topics)
      throws IOException {
    Files.createDirectories(folder);
    List<String> flags = new ArrayList<>(installation.flinkFlags());
    flags.add("-Xms" + options.heap());
    flags.add("-Xmx" + options.heap());
    flags.add("-Djava.io.tmpdir=" + folder);
    Command command =
        new JavaProcess(
                flags,
                kind.onJobJar() ? installation.jobOnFlink() : installation.allLibraries(),
                EndlessMain.class,
                List.of(
                    kind.label(),
                    Integer.toString(options.parallelism()),
                    folder.toString(),
                    topics.bootstrapServers(),
                    topics.events(),
                    topics.results()),
                folder.resolve("log"))
            .command();
    Process process = command.start();
    Thread drain = new Thread(() -> drain(process), "drain");
    drain.setDaemon(true);
    drain.start();
    return new LiveContender(command, process);
  }

  /** Throws if it runs no more; the message has the end of its log. */
  void check() throws IOException, RunFailedException {
    if (!process.isAlive()) {
      throw new RunFailedException("The contender failed:\n" + command.tail());
    }
  }

  /** CPU time of all its threads since its start; 0 if the system does not tell. */
  Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Ends its input and waits for it to end; kills it if it does not. */
  @Override
  public void close() throws InterruptedException {
    try {
      process.getOutputStream().close();
      if (process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
        return;
      }
    } catch (IOException e) {
      // Its input has ended before, since it has.
    } finally {
      process.destroyForcibly();
    }
    process.waitFor();
  }

  /** Nobody reads what it prints, and it must not wait for anybody. */
  private static void drain(Process process) {
    try {
      process.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      if (process.isAlive()) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
