package io.playbackanalytics.benchmark.freshness;

import io.playbackanalytics.benchmark.OptionException;
import io.playbackanalytics.benchmark.process.Installation;
import io.playbackanalytics.benchmark.report.Machine;
import io.playbackanalytics.benchmark.suite.RunFailedException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The entry point: arguments → options → observations → report → exit code. */
public final class Freshness {

  private static final int FAILED = 1;
  private static final int WRONG_OPTION = 2;

  private Freshness() {}

  /** The system property {@code benchmark.module} names the folder of this module. */
  public static void main(String[] arguments) throws Exception {
    Path module = Path.of(System.getProperty("benchmark.module", "benchmark")).toAbsolutePath();
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    System.exit(run(new Installation(module), out, arguments));
  }

  /** Measures and reports; returns the exit code. */
  static int run(Installation installation, PrintStream out, String... arguments) throws Exception {
    if (Arrays.asList(arguments).contains("--help")) {
      out.print(FreshnessOption.help());
      out.flush();
      return 0;
    }
    try {
      measure(installation, FreshnessOptions.parse(arguments), out);
      return 0;
    } catch (OptionException e) {
      System.err.println("benchmark: " + e.getMessage());
      return WRONG_OPTION;
    } catch (RunFailedException | IllegalStateException e) {
      System.err.println("benchmark: " + e.getMessage());
      return FAILED;
    } finally {
      out.flush();
    }
  }

  private static void measure(Installation installation, FreshnessOptions options, PrintStream out)
      throws IOException, InterruptedException, RunFailedException {
    List<Observed> observed = new Observations(installation, options, out).run();
    new FreshnessReport(observed, Machine.here(), Instant.now(), parameters(installation, options))
        .write(options.results());
    out.printf("%n%s%nWritten to %s%n", new FreshnessTable(observed), options.results());
  }

  private static Map<String, String> parameters(
      Installation installation, FreshnessOptions options) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("events per second", Integer.toString(options.eventsPerSecond()));
    parameters.put("duration", options.duration().toSeconds() + " s");
    parameters.put("warm-up", options.warmUp().toSeconds() + " s");
    parameters.put("apps", Integer.toString(LiveEvents.APPS));
    parameters.put("parallelism", Integer.toString(options.parallelism()));
    parameters.put("heap", options.heap());
    for (String version : List.of("flink", "flink-connector-kafka", "kafka", "jackson")) {
      parameters.put(version, installation.version(version));
    }
    return parameters;
  }
}
