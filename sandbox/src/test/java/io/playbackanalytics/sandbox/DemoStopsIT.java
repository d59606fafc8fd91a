package io.playbackanalytics.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that ends a demo before its time. */
@Timeout(180)
class DemoStopsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration STOPS_WITHIN = Duration.ofSeconds(5);

  @TempDir private Path work;

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void aSignalStopsEverythingWithinSeconds(String signal) throws Exception {
    assumeFalse(signal.equals("INT") && ignoresInterrupts(), "started in the background");
    try (DemoProcess demo = DemoProcess.start(work, "--players", "400")) {
      demo.awaitLine("400 people are playing");
      demo.signal(signal);
      assertThat(demo.awaitExit(STOPS_WITHIN)).isIn(130, 143);
    }
    assertThat(DemoProcess.folder(work)).doesNotExist();
  }

  @Test
  void aTakenPortIsNamedBeforeAnythingStarts() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        DemoProcess demo =
            DemoProcess.start(work, "--metrics-port", Integer.toString(other.getLocalPort()))) {
      assertThat(demo.awaitExit(PATIENCE)).isEqualTo(2);
      assertThat(demo.output())
          .singleElement()
          .asString()
          .contains("Port " + other.getLocalPort(), "--metrics-port");
    }
    assertThat(DemoProcess.folder(work)).doesNotExist();
  }

  @Test
  void aSettingOfTheJobIsCheckedToo() throws Exception {
    try (DemoProcess demo = DemoProcess.start(work, "--job.windw.size", "5 s")) {
      assertThat(demo.awaitExit(PATIENCE)).isEqualTo(2);
      assertThat(demo.output()).singleElement().asString().contains("windw.size", "window.size");
    }
  }

  @Test
  void aJobThatEndsEndsTheDemoWithItsReason() throws Exception {
    try (DemoProcess demo = DemoProcess.start(work, "--players", "50")) {
      URI jobs = URI.create(demo.awaitAddress("Flink UI") + "/jobs/");
      demo.awaitLine("50 people are playing");
      HttpClient http = HttpClient.newHttpClient();
      String job =
          new ObjectMapper()
              .readTree(send(http, HttpRequest.newBuilder(jobs)))
              .at("/jobs/0/id")
              .asText();
      send(
          http,
          HttpRequest.newBuilder(jobs.resolve(job))
              .method("PATCH", HttpRequest.BodyPublishers.noBody()));
      assertThat(demo.awaitExit(PATIENCE)).isEqualTo(1);
      assertThat(demo.output().get(demo.output().size() - 1))
          .contains("The job is over too early: CANCELED", work.resolve("demo.log").toString());
    }
    assertThat(DemoProcess.folder(work)).doesNotExist();
  }

  private static String send(HttpClient http, HttpRequest.Builder request) throws Exception {
    return http.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  /**
   * Whether this JVM, and so its children, were started deaf to Ctrl-C, as a shell does in the
   * background.
   */
  private static boolean ignoresInterrupts() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    for (String line : Files.readAllLines(status, UTF_8)) {
      if (line.startsWith("SigIgn:")) {
        return (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0;
      }
    }
    return false;
  }
}
