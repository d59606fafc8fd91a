package io.playbackanalytics.measure.window;

import java.util.Arrays;

/**
 * All that is kept of one cohort: the sums of its slices, and what was published of the windows
 * that end with them. The two share an entry because they share their key and, nearly, their life.
 *
 * <p>Entries stand in one array, sorted by the slice's end. A map of objects took six times the
 * memory, and most of the time of a window went into finding its slices there.
 */
public final class CohortSlices {

  private static final int END = 0;
  private static final int EVENTS = 1;
  private static final int DECODE_ATTEMPTS = 2;
  private static final int DECODE_FAILURES = 3;
  private static final int PLAY_MS = 4;
  private static final int STALL_MS = 5;
  private static final int REVISION = 6;
  private static final int PUBLISHED_EVENTS = 7;
  public static final int WIDTH = 8;

  private static final int INITIAL_CAPACITY = 8;

  private long[] cells;

  /** The oldest entry: those before it are forgotten, and their place is not yet used again. */
  private int first;

  /** Behind the youngest entry. */
  private int last;

  /** A window that is about to fire anyhow; not kept in checkpoints, since it only saves time. */
  private long awaited = Long.MIN_VALUE;

  /** A cohort of which nothing is known. */
  public CohortSlices() {
    cells = new long[INITIAL_CAPACITY * WIDTH];
  }

  /** Takes over entries as {@link #entries} gives them. */
  private CohortSlices(long[] cells) {
    this.cells = cells;
    last = cells.length / WIDTH;
  }

  public static CohortSlices ofEntries(long[] entries) {
    return new CohortSlices(entries);
  }

  /** The entries one behind the other, {@link #WIDTH} numbers each, the first of them the end. */
  public long[] entries() {
    return Arrays.copyOfRange(cells, first * WIDTH, last * WIDTH);
  }

  /**
   * Remembers that the window that ends at {@code end} is going to fire.
   *
   * @return whether that is news; if not, a timer is there already
   */
  public boolean await(long end) {
    boolean news = awaited != end;
    awaited = end;
    return news;
  }

  /** The window that ends at {@code end} fires now; if it is to fire again, it takes a timer. */
  public void stopAwaiting(long end) {
    if (awaited == end) {
      awaited = Long.MIN_VALUE;
    }
  }

  public int size() {
    return last - first;
  }

  public boolean isEmpty() {
    return first == last;
  }

  /** The end of the youngest slice; there must be one. */
  long youngest() {
    return endOf(last - 1);
  }

  /** Adds to the slice that ends at {@code end}. */
  public void add(long end, Totals totals) {
    int at = entry(end);
    cells[at + EVENTS] += totals.events;
    cells[at + DECODE_ATTEMPTS] += totals.decodeAttempts;
    cells[at + DECODE_FAILURES] += totals.decodeFailures;
    cells[at + PLAY_MS] += totals.playMs;
    cells[at + STALL_MS] += totals.stallMs;
  }

  /** The sums over the slices that end after {@code start} and up to {@code end}. */
  Totals sum(long start, long end) {
    Totals sum = new Totals();
    for (int i = after(end) - 1; i >= first && endOf(i) > start; i--) {
      int at = i * WIDTH;
      sum.events += cells[at + EVENTS];
      sum.decodeAttempts += cells[at + DECODE_ATTEMPTS];
      sum.decodeFailures += cells[at + DECODE_FAILURES];
      sum.playMs += cells[at + PLAY_MS];
      sum.stallMs += cells[at + STALL_MS];
    }
    return sum;
  }

  /** How many events the slice that ends at {@code end} has. */
  long events(long end) {
    return cell(end, EVENTS);
  }

  /** As what the window that ends at {@code end} was last published; see {@link Revisions}. */
  long revision(long end) {
    return cell(end, REVISION);
  }

  /** How many events that window had when it was last published. */
  long publishedEvents(long end) {
    return cell(end, PUBLISHED_EVENTS);
  }

  /** Remembers that the window that ends at {@code end} was published with so many events. */
  public void publish(long end, long revision, long events) {
    int at = entry(end);
    cells[at + REVISION] = revision;
    cells[at + PUBLISHED_EVENTS] = events;
  }

  /** Forgets the slices that end up to {@code end}. */
  void forgetUpTo(long end) {
    first = after(end);
    if (first == last) {
      first = 0;
      last = 0;
    }
  }

  private long cell(long end, int column) {
    int i = after(end) - 1;
    return i >= first && endOf(i) == end ? cells[i * WIDTH + column] : 0;
  }

  /** Where the cells of the entry start; makes one if there is none. */
  private int entry(long end) {
    int i = after(end);
    if (i > first && endOf(i - 1) == end) {
      return (i - 1) * WIDTH;
    }
    if (last * WIDTH == cells.length) {
      i -= makeRoom();
    }
    System.arraycopy(cells, i * WIDTH, cells, (i + 1) * WIDTH, (last - i) * WIDTH);
    Arrays.fill(cells, i * WIDTH, (i + 1) * WIDTH, 0);
    cells[i * WIDTH + END] = end;
    last++;
    return i * WIDTH;
  }

  /** Moves the entries to the front of an array with room; returns by how many places. */
  private int makeRoom() {
    int size = size();
    long[] roomy = first > size / 2 ? cells : new long[Math.max(2 * size, 1) * WIDTH];
    System.arraycopy(cells, first * WIDTH, roomy, 0, size * WIDTH);
    cells = roomy;
    int moved = first;
    first = 0;
    last = size;
    return moved;
  }

  /**
   * The first entry that ends after {@code end}. It is nearly always one of the last few; but where
   * one partition is far ahead of another, thousands may lie behind it.
   */
  private int after(long end) {
    int high = last;
    int step = 1;
    while (high - step >= first && endOf(high - step) > end) {
      high -= step;
      step *= 2;
    }
    int low = Math.max(first, high - step);
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (endOf(middle) > end) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private long endOf(int entry) {
    return cells[entry * WIDTH + END];
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof CohortSlices other && Arrays.equals(entries(), other.entries());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(entries());
  }
}
