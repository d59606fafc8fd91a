package io.playbackanalytics.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.playbackanalytics.project.ProjectFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** What a process writes that logs through {@code flink-conf/log4j-console.properties}. */
class JsonLogTest {

  /** Ends a line, a string and an object, starts a forged one, and asks log4j for a look-up. */
  static final String NASTY =
      "\"}\n{\"level\":\"FATAL\",\"message\":\"forged\"}\r\n\\\" \u0000\u001b[31m \t ${java:version} %m"
          + " Größe \uD83C\uDFB5 \u2028";

  private static final ObjectMapper JSON = new ObjectMapper();

  private static List<JsonNode> lines;

  /** Run as a process of its own, as Flink is: logging cannot be configured twice in one. */
  static final class LogsNastyTexts {

    private static final Logger LOG = LoggerFactory.getLogger(LogsNastyTexts.class);

    private LogsNastyTexts() {}

    public static void main(String[] arguments) {
      LOG.info("plain");
      MDC.put("flink-job-id", "00000000000000000000000000000001");
      MDC.put("operator", "Slices");
      MDC.put("trace_id", NASTY);
      Thread.currentThread().setName(NASTY);
      LOG.warn(NASTY, new IllegalStateException(NASTY, new IOException("cause")));
      LOG.debug("not at this level");
      LoggerFactory.getLogger("org.apache.kafka.clients.NetworkClient").info("chatter");
      LoggerFactory.getLogger("org.apache.flink.metrics.MetricGroup").warn("name collision");
      LoggerFactory.getLogger(NASTY).error("{}", NASTY);
    }
  }

  @BeforeAll
  static void run(@TempDir Path folder) throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    Path errors = folder.resolve("errors");
    ProcessBuilder builder =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Dlog4j.configurationFile="
                    + ProjectFiles.file("flink-conf/log4j-console.properties").toUri(),
                // Whatever the locale of the machine is.
                "-Dfile.encoding=US-ASCII",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                LogsNastyTexts.class.getName())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile());
    // The JVM would tell of it.
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    Process process = builder.start();
    assertThat(process.waitFor()).isZero();
    assertThat(errors).isEmptyFile();
    lines = new ArrayList<>();
    for (String line : Files.readString(output, StandardCharsets.UTF_8).split("\n")) {
      lines.add(JSON.readTree(line));
    }
  }

  @Test
  void eachEventIsOneJsonObjectOnALineOfItsOwn() {
    assertThat(lines).hasSize(3).allMatch(JsonNode::isObject);
    assertThat(lines)
        .extracting(line -> line.get("level").textValue())
        .containsExactly("INFO", "WARN", "ERROR");
  }

  @Test
  void theTimestampIsInUtcWithMilliseconds() {
    assertThat(lines)
        .allSatisfy(
            line -> {
              String timestamp = line.get("timestamp").textValue();
              assertThat(timestamp).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
              assertThat(Instant.parse(timestamp))
                  .isBetween(Instant.now().minusSeconds(300), Instant.now());
            });
  }

  @Test
  void textsFromOutsideStayInTheirString() {
    JsonNode warning = lines.get(1);
    assertThat(warning.get("message").textValue()).isEqualTo(NASTY);
    assertThat(warning.get("thread").textValue()).isEqualTo(NASTY);
    assertThat(warning.get("trace_id").textValue()).isEqualTo(NASTY);
    assertThat(lines.get(2).get("message").textValue()).isEqualTo(NASTY);
    assertThat(lines.get(2).get("logger").textValue()).isEqualTo(NASTY);
  }

  @Test
  void anExceptionComesWithItsStackTraceAndCause() {
    assertThat(lines.get(1).get("exception").textValue())
        .startsWith("java.lang.IllegalStateException: " + NASTY)
        .contains("LogsNastyTexts.main(")
        .contains("Caused by: java.io.IOException: cause");
  }

  @Test
  void theContextSaysWhichJobAndOperator() {
    assertThat(lines.get(1).get("job_id").textValue())
        .isEqualTo("00000000000000000000000000000001");
    assertThat(lines.get(1).get("operator").textValue()).isEqualTo("Slices");
  }

  @Test
  void whatHasNoValueIsLeftOut() {
    assertThat(lines.get(0).fieldNames())
        .toIterable()
        .containsExactly("timestamp", "level", "logger", "thread", "message");
  }
}
