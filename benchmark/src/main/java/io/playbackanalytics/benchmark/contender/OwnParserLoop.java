package io.playbackanalytics.benchmark.contender;

import io.playbackanalytics.event.Dimension;
import io.playbackanalytics.event.DimensionValues;
import io.playbackanalytics.event.EventField;
import io.playbackanalytics.ingest.json.EventNumbers;
import io.playbackanalytics.ingest.json.EventReader;
import io.playbackanalytics.ingest.json.Wanted;
import io.playbackanalytics.measure.total.Measures;
import java.util.List;

/** The sums of all events, read with this job's parser and nothing else of it. */
final class OwnParserLoop implements Contender {

  private static final int MAX_BYTES = 1 << 20;

  @Override
  public Outcome run(Task task) throws Exception {
    EventReader reader =
        new EventReader(MAX_BYTES, Wanted.of(Measures.quality().columns(), List.of(Dimension.APP)));
    DimensionValues apps = new DimensionValues();
    EventTotals totals = new EventTotals();
    long unused =
        task.reader()
            .read(
                value -> {
                  if (reader.read(value, 0, value.length, apps).isEmpty()) {
                    EventNumbers e = reader.event();
                    totals.add(
                        e.amount(EventField.DECODE_ATTEMPTS),
                        e.amount(EventField.DECODE_FAILURES),
                        e.amount(EventField.PLAY_MS),
                        e.amount(EventField.BUFFER_MS));
                  }
                });
    return new Outcome.Totals(totals.sums());
  }
}
