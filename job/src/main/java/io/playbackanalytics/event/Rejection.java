package io.playbackanalytics.event;

/**
 * Why a record is no event.
 *
 * @param reason the kind of fault
 * @param field the wire name of the field at fault, empty if the value as a whole is
 * @param detail what was found and what would be right, in one line that never quotes text of the
 *     value
 */
public record Rejection(Reason reason, String field, String detail) implements Parsed {

  /** A fault of the value as a whole. */
  public static Rejection ofValue(Reason reason, String detail) {
    return new Rejection(reason, "", detail);
  }
}
