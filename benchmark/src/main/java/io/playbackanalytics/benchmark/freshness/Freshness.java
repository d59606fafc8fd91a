package io.playbackanalytics.benchmark.freshness;

import io.playbackanalytics.benchmark.Entry;
import io.playbackanalytics.benchmark.process.Installation;
import io.playbackanalytics.benchmark.report.Machine;
import io.playbackanalytics.benchmark.suite.RunFailedException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The entry point: arguments → options → observations → report → exit code. */
public final class Freshness {

  static final Entry ENTRY = new Entry(FreshnessOptions::command, Freshness::measure);

  private Freshness() {}

  public static void main(String[] arguments) throws Exception {
    System.exit(ENTRY.run(arguments));
  }

  private static void measure(Installation installation, PrintStream out, String... arguments)
      throws IOException, InterruptedException, RunFailedException {
    FreshnessOptions options = FreshnessOptions.parse(installation.module(), arguments);
    // Now rather than after ten minutes.
    Files.createDirectories(options.results());
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
    parameters.put("apps", Integer.toString(options.apps()));
    parameters.put("parallelism", Integer.toString(options.parallelism()));
    parameters.put("heap", options.heap());
    for (String version : List.of("flink", "flink-connector-kafka", "kafka", "jackson")) {
      parameters.put(version, installation.version(version));
    }
    return parameters;
  }
}
