package io.playbackanalytics.benchmark.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A program to be started.
 *
 * @param words the program and its arguments
 * @param log what it logs; what it complains of goes to a file beside it
 */
public record Command(List<String> words, Path log) {

  private static final int TAIL_LINES = 30;

  /** The process, whose standard output can be read. */
  public Process start() throws IOException {
    return start(words);
  }

  /** Starts it on the first so many cores only, with {@code taskset} of util-linux. */
  public Process startOn(int cores) throws IOException {
    List<String> limited = new ArrayList<>(List.of("taskset", "--cpu-list", "0-" + (cores - 1)));
    limited.addAll(words);
    return start(limited);
  }

  private Process start(List<String> command) throws IOException {
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
