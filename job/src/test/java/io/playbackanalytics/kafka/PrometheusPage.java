package io.playbackanalytics.kafka;

import io.playbackanalytics.process.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.configuration.Configuration;

/** What Flink's Prometheus reporter shows, read over HTTP as Prometheus would. */
public final class PrometheusPage {

  private static final Pattern SAMPLE = Pattern.compile("(\\w+)\\{(.*)\\} (\\S+)", Pattern.DOTALL);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final int port;

  /** One line of the page; the labels as they stand there. */
  public record Sample(String name, String labels, double value) {}

  private PrometheusPage(int port) {
    this.port = port;
  }

  /** A page where nothing listens yet. */
  public static PrometheusPage onFreePort() {
    return new PrometheusPage(FreePorts.one());
  }

  /** The settings with which a cluster reports to this page. */
  public Configuration reporter() {
    Configuration configuration = new Configuration();
    configuration.setString(
        "metrics.reporter.prom.factory.class",
        "org.apache.flink.metrics.prometheus.PrometheusReporterFactory");
    configuration.setString("metrics.reporter.prom.port", Integer.toString(port));
    configuration.setString("metrics.reporter.prom.filterLabelValueCharacters", "false");
    return configuration;
  }

  /** The samples whose name ends like that. */
  public List<Sample> samples(String nameEnd) throws IOException, InterruptedException {
    HttpResponse<String> page =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/metrics")).build(),
                HttpResponse.BodyHandlers.ofString());
    // Only this ends a line, whatever else is in a label.
    return Arrays.stream(page.body().split("\n"))
        .filter(line -> !line.startsWith("#"))
        .map(SAMPLE::matcher)
        .filter(Matcher::matches)
        .map(m -> new Sample(m.group(1), m.group(2), Double.parseDouble(m.group(3))))
        .filter(sample -> sample.name().endsWith(nameEnd))
        .toList();
  }

  /** Scrapes until the samples satisfy {@code condition}; returns them. */
  public List<Sample> await(String nameEnd, Predicate<List<Sample>> condition)
      throws IOException, InterruptedException {
    return await(nameEnd, PATIENCE, condition);
  }

  /** As {@link #await(String, Predicate)}, for what takes longer. */
  public List<Sample> await(String nameEnd, Duration patience, Predicate<List<Sample>> condition)
      throws IOException, InterruptedException {
    Instant deadline = Instant.now().plus(patience);
    while (true) {
      List<Sample> samples = samples(nameEnd);
      if (condition.test(samples)) {
        return samples;
      }
      if (Instant.now().isAfter(deadline)) {
        throw new AssertionError("waited " + patience + " for *" + nameEnd + ", got " + samples);
      }
    }
  }

  /** The sum over all samples whose name ends like that. */
  public double sum(String nameEnd) throws IOException, InterruptedException {
    return sum(samples(nameEnd));
  }

  /** The sum of the samples' values. */
  public static double sum(List<Sample> samples) {
    return samples.stream().mapToDouble(Sample::value).sum();
  }
}
