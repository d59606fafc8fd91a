package io.playbackanalytics.benchmark.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A JVM to be started.
 *
 * @param flags of the JVM
 * @param classPath folders and jars
 * @param mainClass what to run
 * @param arguments of it
 * @param log gets what it logs and prints
 */
public record JavaProcess(
    List<String> flags,
    List<Path> classPath,
    Class<?> mainClass,
    List<String> arguments,
    Path log) {

  private static final int TAIL_LINES = 30;

  /** The process, whose standard output can be read. */
  public Process start() throws IOException {
    return start(List.of());
  }

  /** Starts it on the first so many cores only, with {@code taskset} of util-linux. */
  public Process startOn(int cores) throws IOException {
    return start(List.of("taskset", "--cpu-list", "0-" + (cores - 1)));
  }

  private Process start(List<String> prefix) throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.add("-Dlog.file=" + log);
    command.add("-cp");
    command.add(String.join(File.pathSeparator, classPath.stream().map(Path::toString).toList()));
    command.add(mainClass.getName());
    command.addAll(arguments);
    return new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.appendTo(errors().toFile()))
        .start();
  }

  /** The last lines of what it logged and printed, for messages. */
  public String tail() throws IOException {
    StringBuilder tail = new StringBuilder();
    for (Path file : List.of(errors(), log)) {
      if (Files.exists(file)) {
        List<String> lines = Files.readAllLines(file);
        try (Stream<String> last = lines.stream().skip(Math.max(0, lines.size() - TAIL_LINES))) {
          last.forEach(line -> tail.append("  ").append(line).append('\n'));
        }
      }
    }
    return tail.toString();
  }

  private Path errors() {
    return log.resolveSibling(log.getFileName() + ".err");
  }
}
