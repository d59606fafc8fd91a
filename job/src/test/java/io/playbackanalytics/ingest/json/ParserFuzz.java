package io.playbackanalytics.ingest.json;

import io.playbackanalytics.event.Dimension;
import io.playbackanalytics.event.DimensionValues;
import io.playbackanalytics.event.Parsed;
import io.playbackanalytics.event.Rejection;
import io.playbackanalytics.fuzz.Hang;
import io.playbackanalytics.measure.total.AmountColumns;
import io.playbackanalytics.measure.total.Measures;
import java.util.List;
import java.util.Optional;

/** Any bytes are an event or a rejection, and the fast way and the slow one say the same. */
public final class ParserFuzz {

  private static final int MAX_BYTES = 1 << 20;
  private static final List<Dimension> DIMENSIONS = List.of(Dimension.values());
  private static final EventParser PARSER = new EventParser(MAX_BYTES);
  private static final AmountColumns COLUMNS = Measures.all().columns();
  private static final EventReader READER =
      new EventReader(MAX_BYTES, Wanted.of(COLUMNS, DIMENSIONS).withReports());

  private static final EventIds IDS = new EventIds();

  private static DimensionValues numbers = new DimensionValues();

  private ParserFuzz() {}

  public static void fuzzerTestOneInput(byte[] value) {
    if (numbers.isFull()) {
      numbers = new DimensionValues();
    }
    Hang.check(() -> check(value));
  }

  private static void check(byte[] value) {
    Parsed parsed = PARSER.parse(value);
    Optional<Rejection> rejection = READER.read(value, 0, value.length, numbers);
    boolean same =
        parsed instanceof Parsed.Accepted accepted
            ? rejection.isEmpty()
                && SameEvent.is(READER.event(), accepted.event(), COLUMNS, DIMENSIONS, numbers)
            : rejection.isPresent() && rejection.get().equals(parsed);
    if (rejection.isEmpty()) {
      boolean unused = IDS.find(value, 0, value.length);
    }
    if (!same) {
      throw new AssertionError(parsed + " and " + rejection);
    }
  }
}
