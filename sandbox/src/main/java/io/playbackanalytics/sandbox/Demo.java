package io.playbackanalytics.sandbox;

import io.playbackanalytics.sandbox.summary.Screen;
import io.playbackanalytics.settings.SettingsException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ParameterException;

/**
 * The demo's entry point: arguments → options → run → exit code.
 *
 * <p>Signals are listened to before anything slow happens, logging included: until then, nobody
 * would delete the folder.
 */
public final class Demo {

  private static final int FAILED = 1;
  private static final int WRONG_OPTION = 2;

  private Demo() {}

  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  private static int run(String[] arguments) {
    DemoFolder folder = DemoFolder.named();
    try (StopSignal stop = StopSignal.listen(folder);
        folder) {
      folder.create();
      return run(arguments, folder, stop);
    }
  }

  private static int run(String[] arguments, DemoFolder folder, StopSignal stop) {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    if (Arrays.asList(arguments).contains(DemoCommand.HELP)) {
      out.print(DemoCommand.help());
      out.flush();
      return 0;
    }
    Path log = Path.of(System.getProperty("log.file", "target/demo.log")).toAbsolutePath();
    Screen screen = new Screen(out, Screen.Size.parse(System.getProperty("demo.terminal", "")));
    try {
      new DemoRun(DemoOptions.parse(arguments), folder.path(), log, screen, stop).run();
      return 0;
    } catch (ParameterException e) {
      System.err.println("demo: " + DemoCommand.oneLine(e));
      return WRONG_OPTION;
    } catch (SettingsException e) {
      System.err.println("demo: " + e.getMessage());
      return WRONG_OPTION;
    } catch (Exception | LinkageError e) {
      if (!stop.raised()) {
        LoggerFactory.getLogger(Demo.class).error("The demo failed", e);
        System.err.println("demo: " + e.getMessage() + " (log: " + log + ")");
      }
      return FAILED;
    }
  }
}
