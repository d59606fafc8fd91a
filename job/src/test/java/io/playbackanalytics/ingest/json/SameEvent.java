package io.playbackanalytics.ingest.json;

import io.playbackanalytics.event.Dimension;
import io.playbackanalytics.event.DimensionValues;
import io.playbackanalytics.event.PlaybackEvent;
import io.playbackanalytics.measure.total.AmountColumns;
import io.playbackanalytics.play.ByteWriter;
import java.util.Arrays;
import java.util.List;

/** What the fast way makes of an event, beside what the parser makes of it. */
final class SameEvent {

  private SameEvent() {}

  /**
   * @param columns those that {@code event} was read with
   * @param dimensions those that {@code event} was read with
   * @param values what its values of dimensions are counted by
   */
  static boolean is(
      EventNumbers event,
      PlaybackEvent parsed,
      AmountColumns columns,
      List<Dimension> dimensions,
      DimensionValues values) {
    for (int i = 0; i < dimensions.size(); i++) {
      if (!values.text(event.values[i]).equals(parsed.valueOf(dimensions.get(i)))) {
        return false;
      }
    }
    EventNumbers expected = new EventNumbers(Wanted.of(columns, dimensions).withReports());
    expected.take(parsed, dimensions, values);
    return event.timestamp == parsed.timestamp()
        && Arrays.equals(event.amounts, expected.amounts)
        && Arrays.equals(report(event, values), report(expected, values));
  }

  private static byte[] report(EventNumbers event, DimensionValues values) {
    ByteWriter report = new ByteWriter();
    event.writeReport(event.timestamp, values, report);
    return report.copy();
  }
}
