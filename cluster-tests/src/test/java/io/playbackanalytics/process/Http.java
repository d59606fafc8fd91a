package io.playbackanalytics.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Requests to the processes under test. */
public final class Http {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  private Http() {}

  /** The body of the answer, which must be a success. */
  public static String get(String address) {
    return send(request(address).build());
  }

  /** A request that ends, answered or not. */
  static HttpRequest.Builder request(String address) {
    return HttpRequest.newBuilder(URI.create(address)).timeout(PATIENCE);
  }

  public static JsonNode getJson(String address) {
    return json(get(address));
  }

  /** Sends JSON by the given method; returns the JSON of the answer. */
  public static JsonNode send(String method, String address, String json) {
    return json(
        send(
            request(address)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(json))
                .build()));
  }

  /** Whether something answers there with a success. */
  public static boolean answers(String address) {
    try {
      return CLIENT
              .send(request(address).build(), HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (ConnectException e) {
      return false;
    } catch (IOException e) {
      // Accepted, but not served yet.
      return false;
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  public static String send(HttpRequest request) {
    try {
      HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() / 100 != 2) {
        throw new AssertionError(
            request.method()
                + " "
                + request.uri()
                + " was answered with "
                + response.statusCode()
                + ": "
                + response.body());
      }
      return response.body();
    } catch (IOException e) {
      throw new UncheckedIOException(request.uri().toString(), e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text.isEmpty() ? "{}" : text);
    } catch (IOException e) {
      throw new UncheckedIOException(text, e);
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException(e);
  }
}
