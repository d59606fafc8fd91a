package io.playbackanalytics.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines of the JVM that runs the tests. */
public final class Java {

  private Java() {}

  public static List<String> command(
      List<String> options, String classPath, String mainClass, List<String> arguments) {
    List<String> command = tool("java");
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, mainClass));
    command.addAll(arguments);
    return command;
  }

  /** The beginning of a command line: a program of the JDK. */
  public static List<String> tool(String name) {
    return new ArrayList<>(
        List.of(Path.of(System.getProperty("java.home"), "bin", name).toString()));
  }
}
