package io.playbackanalytics.benchmark.process;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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

  /** What starts it, with the JVM that this one is. */
  public Command command() {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(flags);
    words.add("-Dlog.file=" + log);
    words.add("-cp");
    words.add(String.join(File.pathSeparator, classPath.stream().map(Path::toString).toList()));
    words.add(mainClass.getName());
    words.addAll(arguments);
    return new Command(words, log);
  }
}
