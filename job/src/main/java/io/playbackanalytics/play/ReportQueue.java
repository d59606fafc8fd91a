package io.playbackanalytics.play;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reports that wait until nothing is to come before them: until the watermark. Players' reports
 * overtake each other on the way, and a session takes one that comes in order for a fraction of
 * what it takes another one for. Nobody waits any longer for that: what follows from a report is
 * told once the watermark is there.
 *
 * <p>It has a place for each {@value #SPAN_MS} ms of the next minutes. A report that is further
 * ahead, or behind the watermark, does not wait; nor does any once there are more of them than it
 * may hold.
 */
public final class ReportQueue {

  /** Gets the reports, those of a session in the order of their times. */
  public interface Taker {
    void take(byte[] reports, int at);
  }

  private static final int SPAN_BITS = 6;
  static final int SPAN_MS = 1 << SPAN_BITS;

  /** A power of two: more than four minutes. */
  private static final int SPANS = 1 << 12;

  private static final int ARRAY_SHIFT = Integer.SIZE;
  private static final int TIME_SHIFT = Long.SIZE - SPAN_BITS - 1;
  private static final int ARRAY_MASK = (1 << (TIME_SHIFT - ARRAY_SHIFT)) - 1;

  /** Those of one stretch of time. */
  private static final class Span {

    final List<byte[]> arrays = new ArrayList<>();

    /** Of each report: when in the span it is, in which array, and where there. */
    long[] entries = new long[8];

    int size;

    void add(int time, byte[] reports, int at) {
      if (arrays.isEmpty() || arrays.get(arrays.size() - 1) != reports) {
        arrays.add(reports);
      }
      if (size == entries.length) {
        entries = Arrays.copyOf(entries, 2 * size);
      }
      entries[size++] =
          ((long) time << TIME_SHIFT) | ((long) (arrays.size() - 1) << ARRAY_SHIFT) | at;
    }
  }

  private final @Nullable Span[] spans = new Span[SPANS];
  private final int most;
  private final Taker taker;

  /** All that was up to here has been taken. */
  private long takenUpTo = Long.MIN_VALUE;

  /** The last span that has any. */
  private long last = Long.MIN_VALUE;

  private int size;

  /**
   * @param most so many may wait
   */
  public ReportQueue(int most, Taker taker) {
    this.most = most;
    this.taker = taker;
  }

  /**
   * Takes reports that stand one behind the other, which nobody changes any more.
   *
   * @param reader reads reports of these dimensions
   */
  public void add(byte[] reports, ReportsReader reader) {
    reader.start(reports);
    while (reader.hasNext()) {
      int at = reader.position();
      add(reader.skip(), reports, at);
    }
    if (size > most) {
      drain(Long.MAX_VALUE, most / 2);
    }
  }

  private void add(long time, byte[] reports, int at) {
    long number = time >> SPAN_BITS;
    if (time <= takenUpTo || number - (takenUpTo >> SPAN_BITS) >= SPANS) {
      taker.take(reports, at);
      return;
    }
    int place = (int) number & (SPANS - 1);
    Span span = spans[place];
    if (span == null) {
      span = new Span();
      spans[place] = span;
    }
    span.add((int) (time & (SPAN_MS - 1)), reports, at);
    last = Math.max(last, number);
    size++;
  }

  /** Hands on what is not behind {@code watermark}: nothing is to come before it. */
  public void drain(long watermark) {
    drain(watermark, 0);
    takenUpTo = Math.max(takenUpTo, watermark);
  }

  /** Hands on all there is, whatever may come before it. */
  public void drain() {
    drain(Long.MAX_VALUE, 0);
  }

  /** Hands on the oldest, until no more than {@code enough} are left. */
  private void drain(long upTo, int enough) {
    long end = Math.min(last, upTo >> SPAN_BITS);
    long first = Math.max(takenUpTo >> SPAN_BITS, last - SPANS + 1);
    for (long number = first; number <= end && size > enough; number++) {
      int place = (int) number & (SPANS - 1);
      Span span = spans[place];
      if (span != null) {
        spans[place] = drain(number << SPAN_BITS, span, upTo);
      }
    }
  }

  /** Returns what is left of it. */
  private @Nullable Span drain(long start, Span span, long upTo) {
    Arrays.sort(span.entries, 0, span.size);
    Span left = null;
    for (int i = 0; i < span.size; i++) {
      long entry = span.entries[i];
      int time = (int) (entry >>> TIME_SHIFT);
      byte[] reports = span.arrays.get((int) (entry >>> ARRAY_SHIFT) & ARRAY_MASK);
      if (start + time <= upTo) {
        size--;
        taker.take(reports, (int) entry);
      } else {
        left = left == null ? new Span() : left;
        left.add(time, reports, (int) entry);
      }
    }
    return left;
  }
}
