package io.playbackanalytics.process;

import com.fasterxml.jackson.databind.JsonNode;
import io.playbackanalytics.project.ProjectFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A Prometheus with {@code monitoring/prometheus.yml} and its rules, in which the host names of the
 * compose network are replaced by where the test has started the processes.
 */
public final class PrometheusProcess implements AutoCloseable {

  private final OsProcess process;
  private final String address;

  private PrometheusProcess(OsProcess process, String address) {
    this.process = process;
    this.address = address;
  }

  /** A series and its value at a time. */
  public record Sample(Map<String, String> labels, Instant time, double value) {}

  /** Starts Prometheus with the targets of its configuration at other addresses. */
  public static PrometheusProcess start(Path folder, Map<String, String> addresses) {
    Path conf = folder.resolve("prometheus");
    int port = FreePorts.one();
    try {
      Files.createDirectories(conf.resolve("rules"));
      try (Stream<Path> rules = Files.list(ProjectFiles.file("monitoring/rules"))) {
        for (Path rule : rules.toList()) {
          Files.copy(rule, conf.resolve("rules").resolve(rule.getFileName()));
        }
      }
      Files.writeString(conf.resolve("prometheus.yml"), relocated(addresses, port));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String address = "http://127.0.0.1:" + port;
    OsProcess prometheus =
        OsProcess.start(
            "prometheus",
            folder,
            List.of(
                "prometheus",
                "--config.file=" + conf.resolve("prometheus.yml"),
                "--storage.tsdb.path=" + conf.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port));
    return new PrometheusProcess(
        prometheus.await(() -> Http.answers(address + "/-/ready")), address);
  }

  private static String relocated(Map<String, String> addresses, int ownPort) throws IOException {
    String text = Files.readString(ProjectFiles.file("monitoring/prometheus.yml"));
    Map<String, String> all = new HashMap<>(addresses);
    all.put("prometheus:9090", "127.0.0.1:" + ownPort);
    for (Map.Entry<String, String> address : all.entrySet()) {
      if (!text.contains(address.getKey())) {
        throw new AssertionError(address.getKey() + " is no target of prometheus.yml");
      }
      text = text.replace(address.getKey(), address.getValue());
    }
    return text;
  }

  /** The answer to an instant query of now. */
  public List<Sample> query(String expression) {
    return samples(answer(expression));
  }

  private JsonNode answer(String expression) {
    return Http.getJson(
        address + "/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
  }

  /** Every sample of every series since then. */
  public List<Sample> history(String selector, Instant since) {
    long seconds = Math.max(1, Duration.between(since, Instant.now()).toSeconds() + 1);
    List<Sample> samples = new ArrayList<>();
    JsonNode result = answer(selector + "[" + seconds + "s]").at("/data/result");
    for (JsonNode series : result) {
      Map<String, String> labels = labels(series.get("metric"));
      series.get("values").forEach(point -> samples.add(sample(labels, point)));
    }
    return samples;
  }

  /** The labels of every series with a sample since then, names included. */
  public List<Map<String, String>> series(Instant since) {
    List<Map<String, String>> series = new ArrayList<>();
    Http.getJson(
            address
                + "/api/v1/series?start="
                + since
                + "&match%5B%5D="
                + URLEncoder.encode("{__name__=~\".+\"}", StandardCharsets.UTF_8))
        .get("data")
        .forEach(labels -> series.add(labels(labels)));
    return series;
  }

  /** Name, health and last error of every rule. */
  public JsonNode rules() {
    return Http.getJson(address + "/api/v1/rules").at("/data/groups");
  }

  public JsonNode targets() {
    return Http.getJson(address + "/api/v1/targets").at("/data/activeTargets");
  }

  private static List<Sample> samples(JsonNode answer) {
    List<Sample> samples = new ArrayList<>();
    JsonNode data = answer.get("data");
    if (data.get("resultType").asText().equals("scalar")) {
      samples.add(sample(Map.of(), data.get("result")));
      return samples;
    }
    for (JsonNode series : data.get("result")) {
      samples.add(sample(labels(series.get("metric")), series.get("value")));
    }
    return samples;
  }

  private static Sample sample(Map<String, String> labels, JsonNode point) {
    String value = point.get(1).asText();
    return new Sample(
        labels,
        Instant.ofEpochMilli(Math.round(point.get(0).asDouble() * 1000)),
        switch (value) {
          case "+Inf" -> Double.POSITIVE_INFINITY;
          case "-Inf" -> Double.NEGATIVE_INFINITY;
          default -> Double.parseDouble(value);
        });
  }

  private static Map<String, String> labels(JsonNode object) {
    Map<String, String> labels = new HashMap<>();
    object.properties().forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
    return labels;
  }

  @Override
  public void close() {
    process.close();
  }
}
