package io.playbackanalytics.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The demo as {@code ./demo} starts it, in a process of its own and on free ports. */
final class DemoProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final Thread reader;
  private final LinkedBlockingQueue<String> unread = new LinkedBlockingQueue<>();
  private final List<String> output = new ArrayList<>();

  private DemoProcess(Process process) {
    this.process = process;
    this.reader = new Thread(this::read, "demo-output");
    this.reader.start();
  }

  /** The folder of a demo that works below {@code work}: there only while it runs. */
  static Path folder(Path work) {
    return work.resolve("demo");
  }

  /**
   * Starts the demo, on free ports where the options name none.
   *
   * @param work holds its log and, until it deletes it, its folder
   */
  static DemoProcess start(Path work, String... options) throws IOException {
    Path folder = folder(work);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String opened : List.of("java.util", "java.lang", "java.util.concurrent.atomic")) {
      command.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
    }
    command.add("-Xmx1g");
    command.add("-Djava.io.tmpdir=" + folder);
    command.add("-Ddemo.folder=" + folder);
    command.add("-Dlog.file=" + work.resolve("demo.log"));
    command.add("-cp");
    command.add("target/sandbox.jar" + File.pathSeparator + "target/lib/*");
    command.add(Demo.class.getName());
    command.addAll(List.of(options));
    for (String port : List.of("--kafka-port", "--web-port", "--metrics-port")) {
      if (!command.contains(port)) {
        command.addAll(List.of(port, "0"));
      }
    }
    return new DemoProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  /** The next line that begins so; fails if the output ends first. */
  String awaitLine(String start) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      String line = unread.poll(100, TimeUnit.MILLISECONDS);
      if (line != null && line.startsWith(start)) {
        return line;
      }
      if (line == null && !reader.isAlive() && unread.isEmpty()) {
        throw new AssertionError("No line begins with '" + start + "' in " + output());
      }
    }
    throw new AssertionError("No line begins with '" + start + "' in time in " + output());
  }

  /** The address that the demo prints beside a name. */
  String awaitAddress(String name) throws InterruptedException {
    return awaitLine(name).substring(name.length()).strip();
  }

  /** The exit code; fails if the process does not end in time. */
  int awaitExit(Duration patience) throws InterruptedException {
    if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("The demo still runs after " + patience + ": " + output());
    }
    reader.join();
    return process.exitValue();
  }

  /** Everything printed so far, to either stream. */
  synchronized List<String> output() {
    return List.copyOf(output);
  }

  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private void read() {
    try (BufferedReader lines = process.inputReader(UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        synchronized (this) {
          output.add(line);
        }
        unread.add(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The demo's output cannot be read", e);
    }
  }
}
