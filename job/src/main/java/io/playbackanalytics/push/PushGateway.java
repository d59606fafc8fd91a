package io.playbackanalytics.push;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;

/**
 * One job's groups on a Prometheus Pushgateway, over its HTTP interface. Every call takes a few
 * seconds at most, and ends in an {@link IOException} when the gateway is away or refuses.
 */
final class PushGateway {

  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String address;
  private final String job;

  PushGateway(PushTarget target) {
    this.address = target.gateway().toString().replaceAll("/+$", "");
    this.job = target.job();
  }

  /** Replaces all that {@code instance} has pushed. */
  void put(String instance, String exposition) throws IOException {
    HttpURLConnection request = request("PUT", group(instance));
    request.setDoOutput(true);
    request.setRequestProperty("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
    byte[] body = exposition.getBytes(StandardCharsets.UTF_8);
    request.setFixedLengthStreamingMode(body.length);
    try (OutputStream out = request.getOutputStream()) {
      out.write(body);
    }
    expectSuccess(request);
  }

  /** Deletes what any instance of the job has pushed. */
  void deleteAll() throws IOException {
    for (String instance : instances()) {
      expectSuccess(request("DELETE", group(instance)));
    }
  }

  private Set<String> instances() throws IOException {
    HttpURLConnection request = request("GET", "/api/v1/metrics");
    JsonNode groups;
    try (InputStream body = request.getInputStream()) {
      groups = JSON.readTree(body).path("data");
    }
    Set<String> instances = new HashSet<>();
    for (JsonNode group : groups) {
      if (group.path("labels").path("job").asText().equals(job)) {
        instances.add(group.path("labels").path("instance").asText());
      }
    }
    return instances;
  }

  private String group(String instance) {
    // Plain text would have to be free of slashes and not empty; Base64 takes anything.
    String encoded =
        Base64.getUrlEncoder().encodeToString(instance.getBytes(StandardCharsets.UTF_8));
    return "/metrics/job/" + job + "/instance@base64/" + encoded;
  }

  private HttpURLConnection request(String method, String path) throws IOException {
    HttpURLConnection request =
        (HttpURLConnection) URI.create(address + path).toURL().openConnection();
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
