package io.playbackanalytics.event;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A property of an event by which playback quality can be split. The order of the constants is part
 * of the state's format: new ones go to the end.
 */
public enum Dimension {
  APP("app", EventField.APP_ID),
  OS("os", EventField.OS),
  NETWORK("network", EventField.NETWORK),
  CDN("cdn", EventField.CDN_NODE_ID),
  REGION("region", EventField.REGION),
  APP_VERSION("app_version", EventField.APP_VERSION),
  DEVICE_TYPE("device_type", EventField.DEVICE_TYPE),
  CONTENT_TYPE("content_type", EventField.CONTENT_TYPE);

  /** What a dimension holds when the event says nothing or the empty string. */
  public static final String UNKNOWN = "unknown";

  private final String label;
  private final EventField eventField;

  Dimension(String label, EventField eventField) {
    this.label = label;
    this.eventField = eventField;
  }

  /** The dimension's name in settings, cohort keys, quality records and metric labels. */
  public String label() {
    return label;
  }

  /** The playback event's field that holds the dimension's value. */
  public EventField eventField() {
    return eventField;
  }

  /** The dimension's place among all, also in state. */
  @SuppressWarnings("EnumOrdinal") // the order of the constants is frozen
  public int index() {
    return ordinal();
  }

  public static Optional<Dimension> labelled(String label) {
    return Arrays.stream(values()).filter(dimension -> dimension.label.equals(label)).findFirst();
  }

  /** Every label, in the order of the constants, for messages that say what would be right. */
  public static String labels() {
    return Arrays.stream(values()).map(Dimension::label).collect(Collectors.joining(", "));
  }
}
