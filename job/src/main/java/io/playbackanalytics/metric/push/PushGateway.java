package io.playbackanalytics.metric.push;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/**
 * One run's groups on a Prometheus Pushgateway, over its HTTP interface. A call ends in an {@link
 * IOException} when the gateway is away, silent for seconds, or refuses. Only classes of the JDK:
 * it is called when Flink may have closed the job's class loader.
 */
final class PushGateway {

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final String address;
  private final String run;

  PushGateway(PushTarget target) {
    this.address = target.gateway().toString().replaceAll("/+$", "");
    this.run = target.job();
  }

  /** Replaces all that {@code instance} has pushed. */
  void put(String instance, String exposition) throws IOException {
    HttpURLConnection request = request("PUT", instance);
    request.setDoOutput(true);
    request.setRequestProperty("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
    byte[] body = exposition.getBytes(StandardCharsets.UTF_8);
    request.setFixedLengthStreamingMode(body.length);
    try (OutputStream out = request.getOutputStream()) {
      out.write(body);
    }
    expectSuccess(request);
  }

  /** Deletes what {@code instance} has pushed, if it has. */
  void delete(String instance) throws IOException {
    expectSuccess(request("DELETE", instance));
  }

  private HttpURLConnection request(String method, String instance) throws IOException {
    // Plain text would have to be free of slashes and not empty; Base64 takes anything.
    String encoded =
        Base64.getUrlEncoder().encodeToString(instance.getBytes(StandardCharsets.UTF_8));
    HttpURLConnection request =
        (HttpURLConnection)
            URI.create(address + "/metrics/job/" + run + "/instance@base64/" + encoded)
                .toURL()
                .openConnection();
    request.setRequestMethod(method);
    request.setConnectTimeout((int) PATIENCE.toMillis());
    request.setReadTimeout((int) PATIENCE.toMillis());
    return request;
  }

  private static void expectSuccess(HttpURLConnection request) throws IOException {
    int status = request.getResponseCode();
    if (status / 100 != 2) {
      throw new IOException(
          request.getRequestMethod() + " " + request.getURL() + " was answered with " + status);
    }
    // Read to the end, so that the connection is used again.
    try (InputStream body = request.getInputStream()) {
      body.readAllBytes();
    }
  }
}
