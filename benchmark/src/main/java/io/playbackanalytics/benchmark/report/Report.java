package io.playbackanalytics.benchmark.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.playbackanalytics.benchmark.suite.Run;
import io.playbackanalytics.benchmark.suite.Scenario;
import io.playbackanalytics.benchmark.suite.Suite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * All there is to say about the runs of a suite.
 *
 * @param suite what was measured
 * @param runs in the order in which they ran
 * @param machine where
 * @param date when it was done
 * @param parameters of the run and versions, by name
 */
public record Report(
    Suite suite, List<Run> runs, Machine machine, Instant date, Map<String, String> parameters) {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  public Report {
    runs = List.copyOf(runs);
  }

  /** What every scenario came to. */
  public List<Row> rows() {
    return Row.of(suite, runs);
  }

  /** Writes {@code SUITE.json}, {@code SUITE.md} and {@code SUITE.svg}. */
  public void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(suite.name() + ".json"), json());
    Files.writeString(folder.resolve(suite.name() + ".md"), markdown());
    Files.writeString(
        folder.resolve(suite.name() + ".svg"),
        new Chart(
                suite.title(),
                "%s, %d cores; median of %s, line from minimum to maximum"
                    .formatted(machine.cpu(), machine.cores(), rounds()),
                rows())
            .toString());
  }

  private String markdown() {
    String facts =
        parameters.entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", "));
    return """
        # %s

        %s
        The base is %s. CPU is that of the whole process after a warm-up, garbage collector included. What the JVM's
        compilers still did during the run (JIT) is in the column that says so; the start with the warm-up in none.
        Medians of %s; ratios are taken within each round. All that read a topic computed the same of it.

        Machine: %s, %s.

        %s.
        """
        .formatted(suite.title(), new Table(rows()), bases(), rounds(), machine, day(), facts);
  }

  private String day() {
    return date.atZone(ZoneOffset.UTC).toLocalDate().toString();
  }

  private String bases() {
    return suite.scenarios().stream()
        .filter(scenario -> !scenario.isBase())
        .collect(
            Collectors.groupingBy(
                Scenario::base,
                LinkedHashMap::new,
                Collectors.mapping(Scenario::name, Collectors.joining(", "))))
        .entrySet()
        .stream()
        .map(base -> "`%s` for %s".formatted(base.getKey(), base.getValue()))
        .collect(Collectors.joining("; "));
  }

  private String rounds() {
    long rounds = runs.stream().map(Run::round).distinct().count();
    return rounds == 1 ? "1 round" : rounds + " rounds";
  }

  private String json() throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("suite", suite.name());
    root.put("date", date.toString());
    root.set("machine", JSON.valueToTree(machine));
    root.set("parameters", JSON.valueToTree(parameters));
    ArrayNode list = root.putArray("runs");
    for (Run run : runs) {
      ObjectNode node = list.addObject();
      Scenario scenario = run.scenario();
      node.put("scenario", scenario.name());
      node.put("base", scenario.base());
      node.put("contender", scenario.kind().label());
      node.put("topic", scenario.topic().topic());
      node.put("round", run.round());
      run.measurement().figures().forEach(node::put);
    }
    return JSON.writeValueAsString(root) + "\n";
  }
}
