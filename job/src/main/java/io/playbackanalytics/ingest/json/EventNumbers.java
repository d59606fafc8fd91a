package io.playbackanalytics.ingest.json;

import io.playbackanalytics.event.Dimension;
import io.playbackanalytics.event.DimensionValues;
import io.playbackanalytics.event.PlaybackEvent;
import java.util.List;

/**
 * What is measured of one event, as numbers; one instance is filled over and over, so that an event
 * costs no memory. See {@link PlaybackEvent} for units and ranges.
 */
public final class EventNumbers {

  public long timestamp;
  public int playMs;
  public int stallMs;
  public int decodeAttempts;
  public int decodeFailures;

  /** The values of the dimensions that were asked for, in their order. */
  public final int[] values;

  EventNumbers(int dimensions) {
    values = new int[dimensions];
  }

  /** Takes over what the parser made of an event. */
  void take(PlaybackEvent event, List<Dimension> dimensions, DimensionValues numbers) {
    timestamp = event.timestamp();
    playMs = Math.toIntExact(event.playMs());
    stallMs = Math.toIntExact(event.stallMs());
    decodeAttempts = Math.toIntExact(event.decodeAttempts());
    decodeFailures = Math.toIntExact(event.decodeFailures());
    for (int i = 0; i < values.length; i++) {
      values[i] = numbers.numberOf(event.valueOf(dimensions.get(i)));
    }
  }

  /** Epoch milliseconds on the player's clock. */
  public long timestamp() {
    return timestamp;
  }

  public int playMs() {
    return playMs;
  }

  public int stallMs() {
    return stallMs;
  }

  public int decodeAttempts() {
    return decodeAttempts;
  }

  public int decodeFailures() {
    return decodeFailures;
  }
}
