package io.playbackanalytics.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.playbackanalytics.process.AlertmanagerProcess;
import io.playbackanalytics.process.Http;
import io.playbackanalytics.project.ProjectFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A real Alertmanager with {@code monitoring/alertmanager.yml}, but for two things: it does not
 * wait as long before it sends, and it sends to a {@link WebhookReceiver}.
 */
final class HastyAlertmanager implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final AlertmanagerProcess alertmanager;

  private HastyAlertmanager(AlertmanagerProcess alertmanager) {
    this.alertmanager = alertmanager;
  }

  static HastyAlertmanager start(Path folder, WebhookReceiver receiver) throws IOException {
    Path config = folder.resolve("alertmanager.yml");
    new YAMLMapper().writeValue(config.toFile(), configuration(receiver));
    return new HastyAlertmanager(AlertmanagerProcess.start(folder, config));
  }

  private static JsonNode configuration(WebhookReceiver receiver) {
    JsonNode config = ProjectFiles.yaml("monitoring/alertmanager.yml");
    ((ObjectNode) config.path("route")).put("group_wait", "1s").put("group_interval", "1s");
    for (JsonNode target : config.path("receivers")) {
      for (JsonNode webhook : target.path("webhook_configs")) {
        ((ObjectNode) webhook).put("url", receiver.address(target.path("name").asText()));
      }
    }
    return config;
  }

  /** What Prometheus does while the alerts fire. */
  void fire(List<Map<String, String>> alerts) {
    post(alerts, Map.of());
  }

  /** What Prometheus does when the alerts are over. */
  void resolve(List<Map<String, String>> alerts) {
    post(alerts, Map.of("endsAt", Instant.now().toString()));
  }

  /** State by alert name: active, suppressed or unprocessed. */
  Map<String, String> states() {
    Map<String, String> states = new TreeMap<>();
    for (JsonNode alert : Http.getJson(alertsApi())) {
      states.put(alert.at("/labels/alertname").asText(), alert.at("/status/state").asText());
    }
    return states;
  }

  private void post(List<Map<String, String>> alerts, Map<String, String> more) {
    List<Map<String, Object>> body =
        alerts.stream()
            .map(
                labels -> {
                  Map<String, Object> alert = new HashMap<>(more);
                  alert.put("labels", labels);
                  return alert;
                })
            .toList();
    JsonNode unused = Http.send("POST", alertsApi(), JSON.valueToTree(body).toString());
  }

  private String alertsApi() {
    return "http://" + alertmanager.address() + "/api/v2/alerts";
  }

  @Override
  public void close() {
    alertmanager.close();
  }
}
