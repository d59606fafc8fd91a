package io.playbackanalytics.benchmark.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.playbackanalytics.benchmark.contender.ContenderMain;
import io.playbackanalytics.benchmark.contender.Measurement;
import io.playbackanalytics.benchmark.contender.Order;
import io.playbackanalytics.benchmark.contender.Outcome;
import io.playbackanalytics.benchmark.gate.Sums;
import io.playbackanalytics.benchmark.process.Command;
import io.playbackanalytics.benchmark.process.Installation;
import io.playbackanalytics.benchmark.process.JavaProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Runs a contender in a process of its own.
 *
 * @param heap of a JVM, as {@code -Xmx} takes it
 * @param cores how many cores it may use, if not all
 */
record ContenderProcess(Installation installation, String heap, OptionalInt cores) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a process measured and computed. */
  record Result(Measurement measurement, Outcome outcome) {}

  /**
   * Waits for the process.
   *
   * @throws RunFailedException if it failed; the message has the end of its log
   */
  Result run(Order order) throws IOException, InterruptedException, RunFailedException {
    Files.createDirectories(order.folder());
    Command command = order.kind().isNative() ? program(order) : jvm(order);
    Process process = cores.isPresent() ? command.startOn(cores.getAsInt()) : command.start();
    try {
      // Nothing is printed but what the process itself has to complain of.
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new RunFailedException(
            order.kind().label() + " failed:\n" + printed + command.tail());
      }
    } finally {
      process.destroyForcibly();
    }
    return result(JSON.readTree(Files.readAllBytes(order.result())));
  }

  private Command program(Order order) {
    return new Command(
        List.of(
            installation.nativeConsumer().program().toString(),
            order.measured().bootstrapServers(),
            order.warmUp().topic(),
            Long.toString(order.warmUp().events()),
            order.measured().topic(),
            Long.toString(order.measured().events()),
            order.result().toString()),
        order.folder().resolve("log"));
  }

  private Command jvm(Order order) throws IOException {
    Path file = order.folder().resolve("order.properties");
    order.write(file);
    List<String> flags = new ArrayList<>(installation.flinkFlags());
    // Else the first use of each page of the heap, a cost of the start, is measured with the
    // events.
    flags.add("-XX:+AlwaysPreTouch");
    // Their CPU time is measured apart, for which they have to stay.
    flags.add("-XX:-UseDynamicNumberOfCompilerThreads");
    flags.add("-Xms" + heap);
    flags.add("-Xmx" + heap);
    flags.add("-Djava.io.tmpdir=" + order.folder());
    return new JavaProcess(
            flags,
            order.kind().onJobJar() ? installation.jobOnFlink() : installation.allLibraries(),
            ContenderMain.class,
            List.of(file.toString()),
            order.folder().resolve("log"))
        .command();
  }

  private static Result result(JsonNode json) {
    Measurement measurement =
        new Measurement(
            number(json, "events"),
            number(json, "wall_ms"),
            number(json, "cpu_ms"),
            number(json, "compile_cpu_ms"),
            number(json, "start_wall_ms"),
            number(json, "start_cpu_ms"),
            number(json, "peak_resident_kib"),
            number(json, "peak_live_bytes"),
            number(json, "allocated_bytes"));
    return new Result(measurement, outcome(json));
  }

  private static Outcome outcome(JsonNode json) {
    if (json.has("records")) {
      return new Outcome.Count(number(json, "records"));
    }
    if (json.has("sum_events")) {
      return new Outcome.Totals(
          new Sums(
              number(json, "sum_events"),
              number(json, "sum_decode_attempts"),
              number(json, "sum_decode_failures"),
              number(json, "sum_play_ms"),
              number(json, "sum_stall_ms")));
    }
    return new Outcome.Windows();
  }

  private static long number(JsonNode json, String field) {
    return json.required(field).longValue();
  }
}
