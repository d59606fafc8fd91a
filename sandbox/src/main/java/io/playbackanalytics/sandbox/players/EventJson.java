package io.playbackanalytics.sandbox.players;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Playback events v1 as JSON. */
final class EventJson {

  private EventJson() {}

  /**
   * An event with everything that each event of a session carries.
   *
   * @param at the true time; the event gets what the device's clock shows then
   * @param number counts the session's events, from 1 on
   */
  static ObjectNode event(String type, Instant at, Device device, String sessionId, int number) {
    ObjectNode event =
        JsonNodeFactory.instance
            .objectNode()
            .put("event_type", type)
            .put("app_id", device.app().id())
            .put("session_id", sessionId)
            .put("timestamp", at.plus(device.clockSkew()).toEpochMilli())
            .put("event_id", sessionId + "-" + number)
            .put("seq", number);
    if (device.signedIn()) {
      event.put("user_id", device.userId());
    }
    return event
        .put("os", device.os())
        .put("network", device.network().wireName())
        .put("cdn_node_id", device.cdn().id())
        .put("region", device.cdn().region())
        .put("app_version", device.appVersion())
        .put("device_type", device.app().deviceType())
        .put("content_type", device.app().contentType());
  }

  static byte[] bytes(ObjectNode event) {
    return event.toString().getBytes(StandardCharsets.UTF_8);
  }
}
