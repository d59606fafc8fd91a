package io.playbackanalytics.process;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Takes what Flink's OpenTelemetry reporters send by OTLP over HTTP. The messages are protobuf, in
 * which names stand as they are.
 */
public final class TelemetrySink implements AutoCloseable {

  private static final String METRICS = "/v1/metrics";
  private static final String TRACES = "/v1/traces";

  private final HttpServer server;
  private final Map<String, List<String>> messages = new ConcurrentHashMap<>();

  private TelemetrySink(HttpServer server) {
    this.server = server;
    server.createContext("/", this::take);
    server.start();
  }

  public static TelemetrySink start() {
    try {
      return new TelemetrySink(
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What turns the prepared reporters on, and points them here. */
  public Map<String, String> flinkSettings() {
    String address = "http://127.0.0.1:" + server.getAddress().getPort();
    return Map.of(
        "metrics.reporters",
        "prom,otel",
        "metrics.reporter.otel.exporter.protocol",
        "HTTP",
        "metrics.reporter.otel.exporter.endpoint",
        address + METRICS,
        "traces.reporters",
        "otel",
        "traces.reporter.otel.exporter.protocol",
        "HTTP",
        "traces.reporter.otel.exporter.endpoint",
        address + TRACES);
  }

  public boolean hasMetric(String name) {
    return has(METRICS, name);
  }

  public boolean hasSpan(String name) {
    return has(TRACES, name);
  }

  private boolean has(String path, String text) {
    return messages.getOrDefault(path, List.of()).stream().anyMatch(m -> m.contains(text));
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body =
          new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
      messages
          .computeIfAbsent(exchange.getRequestURI().getPath(), path -> new CopyOnWriteArrayList<>())
          .add(body);
      exchange.sendResponseHeaders(200, -1);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
