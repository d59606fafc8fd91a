package io.playbackanalytics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.playbackanalytics.kafka.Clusters;
import io.playbackanalytics.kafka.KafkaTopics;
import io.playbackanalytics.kafka.PrometheusPage;
import io.playbackanalytics.kafka.RunningBroker;
import io.playbackanalytics.kafka.RunningJob;
import io.playbackanalytics.oracle.ExactJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Names that want to be more than a name, on Flink's metrics page and in the records. */
class HostileTextIT {

  private static final long START = 1_750_000_000_000L;

  private static final List<String> NAMES =
      List.of(
          "\"} 1\nflink_taskmanager_job_task_operator_playback_app_events_total{app=\"forged\"} 99\n#",
          "carriage\rreturn",
          "\u001b[2J\u001b[31m",
          "<script>alert(1)</script>",
          "{{ $labels.app }}",
          "$(reboot)",
          "backslash\\",
          "\\\\\"",
          "\u2028\u202e\u0000");

  private static final String LAST = "last";

  private static final Pattern APP = Pattern.compile("app=\"((?:[^\"\\\\]|\\\\.)*)\"");

  private static final PrometheusPage PAGE = PrometheusPage.onFreePort();

  @RegisterExtension static final RunningBroker BROKER = new RunningBroker();

  @RegisterExtension static final MiniClusterExtension CLUSTER = Clusters.withSlots(1, PAGE);

  @Test
  void staysTheValueOfALabelAndOfAField() throws Exception {
    KafkaTopics topics = BROKER.topics("hostile-text", 1);
    try (RunningJob job = RunningJob.start(1, topics.arguments("--cohorts", "app"))) {
      for (String name : NAMES) {
        topics.send(0, event(name, START));
      }
      topics.send(0, event(LAST, START + 60_000));
      List<PrometheusPage.Sample> samples =
          PAGE.await(
              "playback_app_events_total",
              all -> all.stream().map(HostileTextIT::app).toList().containsAll(NAMES));
      Map<String, Double> counted =
          samples.stream().collect(Collectors.toMap(HostileTextIT::app, s -> s.value()));
      // It has no window yet, but may have been counted.
      counted.remove(LAST);
      assertThat(counted)
          .isEqualTo(NAMES.stream().collect(Collectors.toMap(name -> name, name -> 1.0)));
      List<String> published =
          topics.readUntil(topics.quality(), records -> records.size() >= NAMES.size()).stream()
              .map(record -> ExactJson.read(record.value()).at("/cohort/app").asText())
              .toList();
      assertThat(published).containsAll(NAMES).allMatch(NAMES::contains);
      assertThat(job.isRunning()).isTrue();
    }
  }

  /** The label's value as Prometheus reads it. */
  private static String app(PrometheusPage.Sample sample) {
    Matcher app = APP.matcher(sample.labels());
    assertThat(app.find()).as(sample.labels()).isTrue();
    Map<String, String> escapes = Map.of("\\\\", "\\", "\\\"", "\"", "\\n", "\n");
    return Pattern.compile("\\\\.")
        .matcher(app.group(1))
        .replaceAll(escape -> Matcher.quoteReplacement(escapes.get(escape.group())));
  }

  private static byte[] event(String app, long timestamp) {
    return ("{\"event_type\":\"HEARTBEAT\",\"session_id\":\"s\",\"timestamp\":"
            + timestamp
            + ",\"app_id\":\""
            + new String(JsonStringEncoder.getInstance().quoteAsString(app))
            + "\"}")
        .getBytes(StandardCharsets.UTF_8);
  }
}
