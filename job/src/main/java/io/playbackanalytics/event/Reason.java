package io.playbackanalytics.event;

import java.util.Locale;

/** Why a record is not counted; the value of the header {@code reason} of a rejected record. */
public enum Reason {
  /** Empty, null, not UTF-8, or not one complete JSON document. */
  NOT_JSON,
  /** The value has more bytes than {@code events.max-bytes}; it was not looked into. */
  TOO_LARGE,
  /** A required field is absent or {@code null}. */
  MISSING_FIELD,
  /** The document is not an object, or a field holds another JSON type than the contract says. */
  WRONG_TYPE,
  /**
   * A number or the length of a string is outside the contract's range, or event time is before
   * {@code event-time.oldest}.
   */
  OUT_OF_RANGE,
  /** {@code event_type} is a string that names no event type. */
  UNKNOWN_EVENT_TYPE,
  /**
   * Event time is further ahead of the record's timestamp or of the wall clock than {@code
   * event-time.max-ahead}.
   */
  FUTURE_TIMESTAMP,
  /** Event time would be right if it were in seconds, microseconds or nanoseconds. */
  TIMESTAMP_UNIT;

  private final String wire = name().toLowerCase(Locale.ROOT);

  /** The reason as records and metrics show it: lower case. */
  public String wire() {
    return wire;
  }
}
