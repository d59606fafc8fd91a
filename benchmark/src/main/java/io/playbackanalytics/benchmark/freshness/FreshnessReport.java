package io.playbackanalytics.benchmark.freshness;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.playbackanalytics.benchmark.report.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * All there is to say about how fresh the contenders' results were.
 *
 * @param observed in the order in which they ran
 * @param machine where
 * @param date when it was done
 * @param parameters of the run and versions, by name
 */
record FreshnessReport(
    List<Observed> observed, Machine machine, Instant date, Map<String, String> parameters) {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final String NAME = "freshness";
  private static final int NANOS_PER_MS = 1_000_000;

  FreshnessReport {
    observed = List.copyOf(observed);
  }

  /** Writes {@code freshness.json}, {@code freshness.md} and {@code freshness.svg}. */
  void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(NAME + ".json"), json());
    Files.writeString(folder.resolve(NAME + ".md"), markdown());
    Files.writeString(
        folder.resolve(NAME + ".svg"),
        new FreshnessChart(
                "%s, %d cores; %s events/s, %s"
                    .formatted(
                        machine.cpu(),
                        machine.cores(),
                        parameters.get("events per second"),
                        parameters.get("duration")),
                observed)
            .toString());
  }

  private String markdown() {
    String facts =
        parameters.entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", "));
    return """
        # How long after a window is complete its result can be read

        %s
        A window is complete 2 s after its end, when it has waited for events that are out of order. From then to
        when a consumer's `poll` has returned its record: producer, broker, contender, broker and consumer
        all take part. One value per app and window, of the first record of each. Windows are checked
        against what was sent: all came, with all their events. All apps' windows of one end come nearly together,
        so how sure a percentile is depends on the seconds that were measured rather than on the windows. CPU is that of the contender's whole process.
        The event delay is how long after it was due an event reached the broker.

        Machine: %s, %s.

        %s.
        """
        .formatted(new FreshnessTable(observed), machine, day(), facts);
  }

  private String day() {
    return date.atZone(ZoneOffset.UTC).toLocalDate().toString();
  }

  private String json() throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("suite", NAME);
    root.put("date", date.toString());
    root.set("machine", JSON.valueToTree(machine));
    root.set("parameters", JSON.valueToTree(parameters));
    ArrayNode list = root.putArray("contenders");
    for (Observed one : observed) {
      ObjectNode node = list.addObject();
      node.put("contender", one.kind().label());
      for (double percent : FreshnessTable.PERCENTILES) {
        node.put(FreshnessTable.name(percent) + "_ms", one.freshness().percentile(percent));
      }
      node.put("max_ms", one.freshness().max());
      node.put("windows", one.freshness().size());
      node.put("windows_expected", one.expected());
      node.put("events", one.events());
      node.put("cpu_ms", one.cpu().toMillis());
      node.put("max_event_delay_ms", one.maxDelay().toNanos() / (double) NANOS_PER_MS);
      ArrayNode medians = node.putArray("median_ms_by_window_end");
      one.medians().forEach(medians::add);
      ObjectNode histogram = node.putObject("windows_by_ms");
      one.freshness().histogram().forEach((ms, count) -> histogram.put(Long.toString(ms), count));
    }
    return JSON.writeValueAsString(root) + "\n";
  }
}
