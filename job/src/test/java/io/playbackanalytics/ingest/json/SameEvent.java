package io.playbackanalytics.ingest.json;

import io.playbackanalytics.event.Dimension;
import io.playbackanalytics.event.DimensionValues;
import io.playbackanalytics.event.PlaybackEvent;
import java.util.List;

/** What the fast way makes of an event, beside what the parser makes of it. */
final class SameEvent {

  private SameEvent() {}

  /**
   * @param dimensions those that {@code event} was read with
   * @param values what its values of dimensions are counted by
   */
  static boolean is(
      EventNumbers event,
      PlaybackEvent parsed,
      List<Dimension> dimensions,
      DimensionValues values) {
    for (int i = 0; i < dimensions.size(); i++) {
      if (!values.text(event.values[i]).equals(parsed.valueOf(dimensions.get(i)))) {
        return false;
      }
    }
    return event.timestamp() == parsed.timestamp()
        && event.playMs() == parsed.playMs()
        && event.stallMs() == parsed.stallMs()
        && event.decodeAttempts() == parsed.decodeAttempts()
        && event.decodeFailures() == parsed.decodeFailures();
  }
}
