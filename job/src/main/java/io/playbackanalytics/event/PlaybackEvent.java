package io.playbackanalytics.event;

import java.util.Objects;

/**
 * One validated playback event v1, reduced to what is measured.
 *
 * @param type what happened
 * @param timestamp epoch milliseconds on the player's clock
 * @param playMs rendered milliseconds since the session's last report
 * @param stallMs stalled milliseconds since the session's last report (field {@code buffer_ms})
 * @param decodeAttempts decoder runs, failed ones included; already derived from the type where the
 *     event carries no counts
 * @param decodeFailures failed decoder runs, at most {@code decodeAttempts}
 * @param appId the app, never empty; every other dimension is {@link Dimension#UNKNOWN} when the
 *     event does not tell it
 */
public record PlaybackEvent(
    EventType type,
    long timestamp,
    long playMs,
    long stallMs,
    long decodeAttempts,
    long decodeFailures,
    String appId,
    String os,
    String network,
    String cdnNodeId,
    String region,
    String appVersion,
    String deviceType,
    String contentType) {

  public PlaybackEvent {
    Objects.requireNonNull(type, "type");
    if (playMs < 0 || stallMs < 0) {
      throw new IllegalArgumentException("negative time: play " + playMs + ", stall " + stallMs);
    }
    if (decodeFailures < 0 || decodeFailures > decodeAttempts) {
      throw new IllegalArgumentException(decodeFailures + " failures of " + decodeAttempts);
    }
    if (appId.isEmpty()) {
      throw new IllegalArgumentException("empty app id");
    }
  }

  /** The value by which this event is grouped along {@code dimension}; never empty. */
  public String valueOf(Dimension dimension) {
    return switch (dimension) {
      case APP -> appId;
      case OS -> os;
      case NETWORK -> network;
      case CDN -> cdnNodeId;
      case REGION -> region;
      case APP_VERSION -> appVersion;
      case DEVICE_TYPE -> deviceType;
      case CONTENT_TYPE -> contentType;
    };
  }
}
