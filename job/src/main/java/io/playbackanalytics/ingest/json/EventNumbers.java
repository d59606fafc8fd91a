package io.playbackanalytics.ingest.json;

import io.playbackanalytics.event.Dimension;
import io.playbackanalytics.event.DimensionValues;
import io.playbackanalytics.event.ErrorClass;
import io.playbackanalytics.event.EventField;
import io.playbackanalytics.event.PlaybackEvent;
import io.playbackanalytics.measure.total.AmountColumns;
import io.playbackanalytics.play.ByteWriter;
import io.playbackanalytics.play.ReportsReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is measured of one event, as numbers; one instance is filled over and over, so that an event
 * costs no memory.
 */
public final class EventNumbers {

  private final AmountColumns columns;

  /** Epoch milliseconds on the player's clock. */
  public long timestamp;

  /** What it adds to the measures, by column. */
  public final int[] amounts;

  /** The values of the dimensions that were asked for, in their order. */
  public final int[] values;

  /** What it says of a play; empty if nobody asks. */
  private final Optional<ReportFields> report;

  EventNumbers(Wanted wanted) {
    columns = wanted.columns();
    amounts = new int[columns.count()];
    values = new int[wanted.dimensions().size()];
    report = wanted.reports() ? Optional.of(new ReportFields()) : Optional.empty();
  }

  Optional<ReportFields> report() {
    return report;
  }

  /**
   * Writes what the event says of a play at the time that counts, as {@link ReportsReader} reads
   * it.
   */
  public void writeReport(long time, DimensionValues numbers, ByteWriter out) {
    report.orElseThrow().writeTo(time, isBusiness(), values, numbers, out);
  }

  private boolean isBusiness() {
    return amounts[columns.columnOf(EventField.ERROR_CODE)] == ErrorClass.BUSINESS.index();
  }

  /** Takes over what the parser made of an event. */
  void take(PlaybackEvent event, List<Dimension> dimensions, DimensionValues numbers) {
    timestamp = event.timestamp();
    columns.clear(amounts);
    event.numbers().forEach(this::take);
    for (Map.Entry<EventField, String> text : event.texts().entrySet()) {
      int column = columns.columnOf(text.getKey());
      if (column >= 0) {
        byte[] utf8 = text.getValue().getBytes(StandardCharsets.UTF_8);
        amounts[column] = columns.ofText(column, utf8, 0, utf8.length);
      }
    }
    columns.complete(event.type(), event.texts().containsKey(EventField.PLAYER_STATE), amounts);
    report.ifPresent(fields -> fields.take(event));
    for (int i = 0; i < values.length; i++) {
      values[i] = numbers.numberOf(event.valueOf(dimensions.get(i)));
    }
  }

  private void take(EventField field, long number) {
    int column = columns.columnOf(field);
    if (column >= 0) {
      amounts[column] = columns.isCounted(field) ? 1 : Math.toIntExact(number);
    }
  }

  /** What the event adds to the measure of a field. */
  public int amount(EventField field) {
    return amounts[columns.columnOf(field)];
  }
}
