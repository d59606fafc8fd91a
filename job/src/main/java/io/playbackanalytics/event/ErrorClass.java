package io.playbackanalytics.event;

import java.util.Locale;

/**
 * What kind of thing went wrong, as far as an {@code error_code} tells. The order of the constants
 * is part of the state's format: new ones go to the end.
 */
public enum ErrorClass {
  /** There was an error without a code. */
  UNKNOWN,
  /** The player's connection: lost, too slow, a name that does not resolve. */
  NETWORK,
  /** What a CDN or origin answered, or that it did not. */
  SERVER,
  /** A licence could not be had, or does not allow it. */
  DRM,
  /** The device's decoder. */
  DECODER,
  /** A manifest, segment or file that is not as it should be. */
  MEDIA,
  /** As the business wants it: not in this country, no subscription, too many devices. */
  BUSINESS,
  /** A code that the table does not have. */
  OTHER;

  /** The class in records and metrics. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The class's place in counts, also in those that lie in state. */
  @SuppressWarnings("EnumOrdinal") // the order of the constants is frozen
  public int index() {
    return ordinal();
  }
}
