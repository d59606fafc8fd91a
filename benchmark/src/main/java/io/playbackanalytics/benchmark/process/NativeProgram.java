package io.playbackanalytics.benchmark.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A program in C++, compiled on the machine that it runs on, for exactly its processor.
 *
 * @param source its one file
 * @param program what it is compiled to
 * @param libraries what it is linked with
 * @param packages Debian's packages that have these, and the compiler
 */
public record NativeProgram(
    Path source, Path program, List<String> libraries, List<String> packages) {

  /**
   * Compiles it.
   *
   * @return what is missing for that; empty if the program is there
   */
  public Optional<String> build() throws IOException, InterruptedException {
    try {
      Files.createDirectories(program.toAbsolutePath().getParent());
      Process compiler = new ProcessBuilder(compiler()).redirectErrorStream(true).start();
      String said =
          new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return compiler.waitFor() == 0 ? Optional.empty() : Optional.of(missing(said));
    } catch (IOException e) {
      return Optional.of(missing(e.getMessage()));
    }
  }

  private List<String> compiler() {
    return Stream.of(
            List.of("g++", "-std=c++20", "-O3", "-march=native", "-Wall", "-Wextra", "-Werror"),
            List.of("-o", program.toString(), source.toString()),
            libraries.stream().map(library -> "-l" + library).toList())
        .flatMap(List::stream)
        .toList();
  }

  private String missing(String said) {
    return "%s needs %s (%s)"
        .formatted(
            program.getFileName(),
            String.join(", ", packages),
            said.lines().findFirst().orElse(""));
  }
}
