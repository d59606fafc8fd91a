package io.playbackanalytics.benchmark;

import io.playbackanalytics.benchmark.broker.BrokerProcess;
import io.playbackanalytics.benchmark.process.Installation;
import io.playbackanalytics.benchmark.report.Machine;
import io.playbackanalytics.benchmark.report.Report;
import io.playbackanalytics.benchmark.report.Table;
import io.playbackanalytics.benchmark.suite.Harness;
import io.playbackanalytics.benchmark.suite.Plan;
import io.playbackanalytics.benchmark.suite.Run;
import io.playbackanalytics.benchmark.suite.RunFailedException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The entry point: arguments → options → broker → runs → report → exit code. */
public final class Benchmark {

  private static final int FAILED = 1;
  private static final int WRONG_OPTION = 2;

  private Benchmark() {}

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
      out.print(BenchmarkOption.help());
      out.flush();
      return 0;
    }
    try {
      BenchmarkOptions options = BenchmarkOptions.parse(arguments);
      measure(installation, options.plan(), options.results(), out);
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

  private static void measure(Installation installation, Plan plan, Path results, PrintStream out)
      throws IOException, InterruptedException, RunFailedException {
    delete(plan.work());
    Files.createDirectories(plan.work());
    List<Run> runs;
    try (BrokerProcess broker =
        BrokerProcess.start(installation, plan.broker(), plan.work().resolve("broker.log"))) {
      runs = new Harness(plan, installation, broker.bootstrapServers(), out).run();
    }
    Report report =
        new Report(
            plan.suite(), runs, Machine.here(), Instant.now(), parameters(installation, plan));
    report.write(results);
    out.printf("%n%s%nWritten to %s%n", new Table(report.rows()), results);
  }

  private static Map<String, String> parameters(Installation installation, Plan plan) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("topics", topics(plan));
    parameters.put("warm-up", plan.warmUp().topic());
    parameters.put("rounds", Integer.toString(plan.rounds()));
    parameters.put("parallelism", Integer.toString(plan.parallelism()));
    parameters.put("heap", plan.heap());
    for (String version : List.of("flink", "flink-connector-kafka", "kafka", "jackson")) {
      parameters.put(version, installation.version(version));
    }
    return parameters;
  }

  private static String topics(Plan plan) {
    return plan.suite().scenarios().stream()
        .map(scenario -> scenario.topic().topic())
        .distinct()
        .collect(Collectors.joining(" "));
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> tree = Files.walk(folder)) {
        for (Path file : tree.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
