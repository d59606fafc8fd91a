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
import io.playbackanalytics.benchmark.suite.Suite;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The entry point: arguments → options → broker → runs → report → exit code. */
public final class Benchmark {

  static final Entry ENTRY = new Entry(BenchmarkOptions::command, Benchmark::measure);

  private Benchmark() {}

  public static void main(String[] arguments) throws Exception {
    System.exit(ENTRY.run(arguments));
  }

  private static void measure(Installation installation, PrintStream out, String... arguments)
      throws IOException, InterruptedException, RunFailedException {
    BenchmarkOptions options = BenchmarkOptions.parse(installation.module(), arguments);
    Plan plan = buildable(options.plan(), installation, out);
    // Now rather than after half an hour.
    Files.createDirectories(options.results());
    List<Run> runs;
    try (BrokerProcess broker =
        BrokerProcess.start(installation, plan.broker(), plan.brokerLog())) {
      // Only who has the broker has the folder.
      delete(plan.work());
      Files.createDirectories(plan.work());
      runs = new Harness(plan, installation, broker.bootstrapServers(), out).run();
    }
    Report report =
        new Report(
            plan.suite(), runs, Machine.here(), Instant.now(), parameters(installation, plan));
    report.write(options.results());
    out.printf("%n%s%nWritten to %s%n", new Table(report.rows()), options.results());
  }

  /** Compiles what is not Java, and leaves out what does not compile here. */
  private static Plan buildable(Plan plan, Installation installation, PrintStream out)
      throws IOException, InterruptedException, RunFailedException {
    Suite inJava = plan.suite().inJava();
    if (inJava.equals(plan.suite())) {
      return plan;
    }
    Optional<String> missing = installation.nativeConsumer().build();
    if (missing.isEmpty()) {
      return plan;
    }
    if (inJava.scenarios().isEmpty()) {
      throw new RunFailedException(missing.get());
    }
    out.println("Left out: " + missing.get());
    return plan.withSuite(inJava);
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
