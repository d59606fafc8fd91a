package io.playbackanalytics.benchmark.contender;

import io.playbackanalytics.benchmark.gate.Sums;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/** The process of one contender: a warm-up run, then the measured one. */
public final class ContenderMain {

  private ContenderMain() {}

  /** Takes one argument: the file that an {@link Order} was written to. */
  public static void main(String[] arguments) {
    endWithHarness();
    int exitCode = 0;
    try {
      run(Order.read(Path.of(arguments[0])));
    } catch (Exception | LinkageError e) {
      LoggerFactory.getLogger(ContenderMain.class).error("The run failed", e);
      exitCode = 1;
    }
    // Whatever threads a contender has left behind: they are of no use any more.
    System.exit(exitCode);
  }

  /** Nobody would read the result any more when the harness has gone, and with it our input. */
  static void endWithHarness() {
    Thread watch =
        new Thread(
            () -> {
              try (InputStream in = System.in) {
                in.transferTo(OutputStream.nullOutputStream());
              } catch (IOException e) {
                LoggerFactory.getLogger(ContenderMain.class).debug("No input to watch", e);
              }
              Runtime.getRuntime().halt(1);
            },
            "end-with-harness");
    watch.setDaemon(true);
    watch.start();
  }

  private static void run(Order order) throws Exception {
    try (Contender contender = order.kind().start(order.parallelism(), order.folder())) {
      Outcome unused = contender.run(order.warmUp());
      Meter meter = Meter.start();
      Outcome outcome = contender.run(order.measured());
      Measurement measurement = meter.stop(order.measured().events());
      Files.writeString(order.result(), json(measurement, outcome));
    }
  }

  /** Both as one flat object of whole numbers. */
  private static String json(Measurement measurement, Outcome outcome) {
    Map<String, Long> figures = new LinkedHashMap<>(measurement.figures());
    if (outcome instanceof Outcome.Totals totals) {
      Sums sums = totals.sums();
      figures.put("sum_events", sums.events());
      figures.put("sum_decode_attempts", sums.decodeAttempts());
      figures.put("sum_decode_failures", sums.decodeFailures());
      figures.put("sum_play_ms", sums.playMs());
      figures.put("sum_stall_ms", sums.stallMs());
    } else if (outcome instanceof Outcome.Count count) {
      figures.put("records", count.records());
    }
    return figures.entrySet().stream()
        .map(figure -> "\"%s\":%d".formatted(figure.getKey(), figure.getValue()))
        .collect(Collectors.joining(",", "{", "}\n"));
  }
}
