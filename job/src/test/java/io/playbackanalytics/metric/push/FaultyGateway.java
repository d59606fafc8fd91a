package io.playbackanalytics.metric.push;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Answers like a Pushgateway that is out of order for some requests, which a real one never is. */
final class FaultyGateway implements AutoCloseable {

  private final HttpServer server;
  private final BlockingQueue<Request> served = new LinkedBlockingQueue<>();
  private volatile int faults;

  /** A request that was answered as by one in order. */
  record Request(String method, String job, String instance, String body) {}

  /** Answers so many requests with 503 first. */
  FaultyGateway(int faults) throws IOException {
    this.faults = faults;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  PushTarget target(Duration interval) {
    URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/prefix/");
    return new PushTarget(address, "a-run", interval);
  }

  /** The next request that was served. */
  Request next() throws InterruptedException {
    Request request = served.poll(30, TimeUnit.SECONDS);
    if (request == null) {
      throw new AssertionError("no request came");
    }
    return request;
  }

  boolean hasMore() {
    return !served.isEmpty();
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // The server has one thread.
  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      if (faults > 0) {
        faults--;
        exchange.sendResponseHeaders(503, -1);
        return;
      }
      String[] path = exchange.getRequestURI().getPath().split("/");
      served.add(
          new Request(
              exchange.getRequestMethod(),
              path[4],
              new String(Base64.getUrlDecoder().decode(path[6]), StandardCharsets.UTF_8),
              body));
      exchange.sendResponseHeaders(202, -1);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
