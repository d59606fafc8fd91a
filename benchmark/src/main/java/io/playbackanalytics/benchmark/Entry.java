package io.playbackanalytics.benchmark;

import io.playbackanalytics.benchmark.option.Options;
import io.playbackanalytics.benchmark.process.Installation;
import io.playbackanalytics.benchmark.suite.RunFailedException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * From arguments to an exit code, for each command of this module: help, one line for a mistake,
 * one for a failure.
 *
 * @param command with its options
 * @param measurement what it does
 */
public record Entry(Supplier<CommandLine> command, Measurement measurement) {

  private static final int FAILED = 1;
  private static final int WRONG_OPTION = 2;

  /** What a command does: it reads its arguments, measures and reports. */
  public interface Measurement {
    void run(Installation installation, PrintStream out, String... arguments)
        throws RunFailedException, IOException, InterruptedException;
  }

  /** Runs; the system property {@code benchmark.module} names the folder of this module. */
  public int run(String... arguments) throws IOException, InterruptedException {
    Path module = Path.of(System.getProperty("benchmark.module", "benchmark")).toAbsolutePath();
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    return run(new Installation(module), out, arguments);
  }

  /** Runs; returns the exit code. */
  public int run(Installation installation, PrintStream out, String... arguments)
      throws IOException, InterruptedException {
    try {
      if (Arrays.asList(arguments).contains(Options.HELP)) {
        out.print(Options.help(command.get()));
      } else {
        measurement.run(installation, out, arguments);
      }
      return 0;
    } catch (ParameterException e) {
      System.err.println("benchmark: " + Options.oneLine(e));
      return WRONG_OPTION;
    } catch (RunFailedException | IllegalStateException e) {
      System.err.println("benchmark: " + withCauses(e));
      return FAILED;
    } catch (FileSystemException e) {
      System.err.println("benchmark: " + e.getFile() + " cannot be written: " + e);
      return FAILED;
    } finally {
      out.flush();
    }
  }

  private static String withCauses(Exception e) {
    return Stream.<Throwable>iterate(e, Objects::nonNull, Throwable::getCause)
        .map(Throwable::getMessage)
        .filter(Objects::nonNull)
        .distinct()
        .collect(Collectors.joining(": "));
  }
}
