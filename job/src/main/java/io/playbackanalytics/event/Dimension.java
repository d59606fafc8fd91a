package io.playbackanalytics.event;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** A property of an event by which playback quality can be split. */
public enum Dimension {
  APP("app", "app_id"),
  OS("os", "os"),
  NETWORK("network", "network"),
  CDN("cdn", "cdn_node_id"),
  REGION("region", "region"),
  APP_VERSION("app_version", "app_version"),
  DEVICE_TYPE("device_type", "device_type"),
  CONTENT_TYPE("content_type", "content_type");

  /** What a dimension holds when the event says nothing or the empty string. */
  public static final String UNKNOWN = "unknown";

  private final String label;
  private final String eventField;

  Dimension(String label, String eventField) {
    this.label = label;
    this.eventField = eventField;
  }

  /** The dimension's name in settings, cohort keys, quality records and metric labels. */
  public String label() {
    return label;
  }

  /** The playback event's field that holds the dimension's value. */
  public String eventField() {
    return eventField;
  }

  public static Optional<Dimension> labelled(String label) {
    return Arrays.stream(values()).filter(dimension -> dimension.label.equals(label)).findFirst();
  }

  /** Every label, in the order of the constants, for messages that say what would be right. */
  public static String labels() {
    return Arrays.stream(values()).map(Dimension::label).collect(Collectors.joining(", "));
  }
}
