package io.playbackanalytics.ingest.json;

import io.playbackanalytics.event.Dimension;
import io.playbackanalytics.event.DimensionValues;
import io.playbackanalytics.event.Parsed;
import io.playbackanalytics.event.Rejection;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads playback event v1 into numbers: the usual ones with {@link EventScanner}, all others with
 * {@link EventParser}, whose word is final. Never throws. Not thread-safe.
 */
public final class EventReader {

  private final int maxBytes;
  private final List<Dimension> dimensions;
  private final EventScanner scanner;
  private final EventParser parser;
  private final EventNumbers event;

  /**
   * @param maxBytes values longer than this are rejected unread
   */
  public EventReader(int maxBytes, Wanted wanted) {
    this.maxBytes = maxBytes;
    dimensions = wanted.dimensions();
    scanner = new EventScanner(wanted);
    parser = new EventParser(maxBytes);
    event = new EventNumbers(wanted);
  }

  /**
   * Reads {@code source[from, to)}.
   *
   * @return why it is no event; empty if {@link #event} is what it is
   */
  public Optional<Rejection> read(byte[] source, int from, int to, DimensionValues numbers) {
    if (to - from <= maxBytes && scanner.scan(source, from, to, numbers, event)) {
      return Optional.empty();
    }
    Parsed parsed = parser.parse(Arrays.copyOfRange(source, from, to));
    if (parsed instanceof Rejection rejection) {
      return Optional.of(rejection);
    }
    event.take(((Parsed.Accepted) parsed).event(), dimensions, numbers);
    return Optional.empty();
  }

  /** The verdict on a record without a value. */
  public Optional<Rejection> readTombstone() {
    return Optional.of((Rejection) parser.parse(null));
  }

  /** What the last value was, if it was an event; overwritten by the next. */
  public EventNumbers event() {
    return event;
  }
}
