package io.playbackanalytics.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.playbackanalytics.monitoring.MonitoringFiles.Alert;
import io.playbackanalytics.monitoring.WebhookReceiver.Message;
import io.playbackanalytics.process.Await;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One cause, one page: what a real Alertmanager sends when several alerts fire together. */
@Tag("no-cluster")
class InhibitionIT {

  private static final String PAGER = "pager";
  private static final String CHAT = "chat";
  private static final String MARKER = "Marker";

  @TempDir Path folder;

  private WebhookReceiver receiver;
  private HastyAlertmanager alertmanager;

  @BeforeEach
  void start() throws IOException {
    receiver = WebhookReceiver.start();
    alertmanager = HastyAlertmanager.start(folder, receiver);
  }

  @AfterEach
  void stop() {
    alertmanager.close();
    receiver.close();
  }

  @Test
  void outageOfTheJobIsOnePage() {
    alertmanager.fire(outage());

    Await.until("the cause is sent", () -> receiver.has(PAGER, "JobDown"));
    waitUntilAllIsSent();

    assertThat(sent(PAGER)).extracting(Message::alert).containsExactly("JobDown");
    assertThat(sent(CHAT)).extracting(Message::alert).containsExactly("CohortsOverflow");
    assertThat(alertmanager.states())
        .containsEntry("JobDown", "active")
        .containsEntry("CohortsOverflow", "active")
        .containsEntry("NoEvents", "suppressed")
        .containsEntry("WatermarkStuck", "suppressed")
        .containsEntry("PlaybackFallen", "suppressed")
        .containsEntry("TargetNotScraped", "suppressed");
  }

  @Test
  void whatIsLeftOfAnOutageIsOnePageToo() {
    alertmanager.fire(outage());
    Await.until("the cause is sent", () -> receiver.has(PAGER, "JobDown"));

    alertmanager.resolve(List.of(labels("JobDown")));

    Await.until("the next cause is sent", () -> receiver.has(PAGER, "NoEvents"));
    waitUntilAllIsSent();
    assertThat(sent(PAGER)).extracting(Message::alert).containsExactly("JobDown", "NoEvents");
    assertThat(alertmanager.states())
        .doesNotContainKey("JobDown")
        .containsEntry("NoEvents", "active")
        .containsEntry("WatermarkStuck", "suppressed")
        .containsEntry("PlaybackFallen", "suppressed")
        .containsEntry("TargetNotScraped", "active");
  }

  @Test
  void severalAppsAreOnePage() {
    alertmanager.fire(
        List.of(
            labels("PlaybackFallen", "radio"),
            labels("PlaybackFallen", "podcast"),
            labels("PlaybackFallen", "video")));

    Await.until("it is sent", () -> receiver.has(PAGER, "PlaybackFallen"));
    waitUntilAllIsSent();
    assertThat(sent(PAGER))
        .containsExactly(
            new Message(PAGER, "PlaybackFallen", true, Set.of("podcast", "radio", "video")));
  }

  /**
   * A job that is down says nothing about the quality of an app, whose trouble has other causes.
   */
  @Test
  void badQualityIsAPageOfItsOwn() {
    alertmanager.fire(List.of(labels("DecodeFailuresHigh", "radio"), labels("JobDown")));

    Await.until("the cause is sent", () -> receiver.has(PAGER, "JobDown"));
    Await.until("the quality is sent", () -> receiver.has(PAGER, "DecodeFailuresHigh"));
  }

  /** What is wrong with an app as a whole is said once, but other apps have their own troubles. */
  @Test
  void anAppIsNamedInsteadOfItsParts() {
    alertmanager.fire(
        List.of(
            labels("StallRatioHighInCohort", "radio"),
            labels("StallRatioHighInCohort", "video"),
            labels("PlaybackVanished", "radio"),
            labels("StallRatioHigh", "radio")));

    Await.until("the cause is sent", () -> receiver.has(PAGER, "StallRatioHigh"));
    waitUntilAllIsSent();

    assertThat(sent(PAGER))
        .containsExactlyInAnyOrder(
            new Message(PAGER, "StallRatioHigh", true, Set.of("radio")),
            new Message(PAGER, "StallRatioHighInCohort", true, Set.of("video")),
            new Message(PAGER, "PlaybackVanished", true, Set.of("radio")));
  }

  /** The cause comes last, as if its symptoms had been noticed before it. */
  private static List<Map<String, String>> outage() {
    return List.of(
        labels("PlaybackFallen", "radio"),
        labels("PlaybackFallen", "podcast"),
        labels("PlaybackFallen", "video"),
        labels("WatermarkStuck"),
        labels("NoEvents"),
        labels("TargetNotScraped"),
        labels("CohortsOverflow"),
        labels("JobDown"));
  }

  /**
   * Alerts wait in their group for the same time before they are sent. So when one that comes after
   * them is sent, and once more a group's interval later, they had their turn.
   */
  private void waitUntilAllIsSent() {
    for (String turn : List.of("First", "Second")) {
      Map<String, String> marker = Map.of("alertname", MARKER + turn, "severity", "page");
      alertmanager.fire(List.of(marker));
      Await.until(turn + " marker is sent", () -> receiver.has(PAGER, MARKER + turn));
      alertmanager.resolve(List.of(marker));
    }
  }

  private List<Message> sent(String name) {
    return receiver.firing(name).stream()
        .filter(message -> !message.alert().startsWith(MARKER))
        .toList();
  }

  private static Map<String, String> labels(String alert, String app) {
    Map<String, String> labels = new HashMap<>(labels(alert));
    labels.put("app", app);
    return labels;
  }

  private static Map<String, String> labels(String name) {
    Alert alert =
        MonitoringFiles.alerts().stream()
            .filter(candidate -> candidate.name().equals(name))
            .findFirst()
            .orElseThrow();
    Map<String, String> labels = new HashMap<>(alert.labels());
    labels.put("alertname", name);
    return labels;
  }
}
