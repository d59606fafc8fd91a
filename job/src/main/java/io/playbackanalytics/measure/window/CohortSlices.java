package io.playbackanalytics.measure.window;

import io.playbackanalytics.measure.total.Details;
import io.playbackanalytics.measure.total.DetailsBuilder;
import io.playbackanalytics.measure.total.Layout;
import io.playbackanalytics.measure.total.Measures;
import io.playbackanalytics.measure.total.Totals;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * All that is kept of one cohort: the totals of its slices, and what was published of the windows
 * that end with them. The two share an entry because they share their key and, nearly, their life.
 *
 * <p>Entries stand in one array, sorted by the slice's end. A map of objects took six times the
 * memory, and most of the time of a window went into finding its slices there.
 */
public final class CohortSlices {

  private static final int END = 0;

  /** Where the sums begin. */
  private static final int SUMS = 1;

  /** What stands behind the sums: as what and with how many events a window was published. */
  private static final int PUBLISHED = 2;

  private static final int INITIAL_CAPACITY = 8;

  private final Layout layout;

  /** How many sums there are; that of the events comes first. */
  private final int sums;

  private final int width;
  private final int revision;
  private final int publishedEvents;
  private long[] cells;

  /** One for each entry; empty as long as no entry has any. */
  private Details[] details = {};

  /** The oldest entry: those before it are forgotten, and their place is not yet used again. */
  private int first;

  /** Behind the youngest entry. */
  private int last;

  /** A cohort of which nothing is known. */
  public CohortSlices(Layout layout) {
    this(layout, INITIAL_CAPACITY);
  }

  /** As {@link #CohortSlices(Layout)}, with room for so many entries before it grows. */
  public CohortSlices(Layout layout, int capacity) {
    this.layout = layout;
    sums = layout.sums().length;
    revision = SUMS + sums;
    publishedEvents = revision + 1;
    width = SUMS + sums + PUBLISHED;
    cells = new long[Math.max(capacity, 1) * width];
  }

  /** The same entries, which then change by themselves. */
  public CohortSlices copy() {
    CohortSlices copy = new CohortSlices(layout, size());
    System.arraycopy(cells, first * width, copy.cells, 0, size() * width);
    copy.last = size();
    copy.details = details.length == 0 ? details : Arrays.copyOfRange(details, first, last);
    return copy;
  }

  /** What the entries hold. */
  public Layout layout() {
    return layout;
  }

  /** The end of an entry, of which there are {@link #size}, sorted by it. */
  public long end(int entry) {
    return endOf(first + entry);
  }

  /** A sum of an entry, by its place in the {@link #layout}. */
  public long sum(int entry, int place) {
    return cells[(first + entry) * width + SUMS + place];
  }

  public long revision(int entry) {
    return cells[(first + entry) * width + revision];
  }

  public long publishedEvents(int entry) {
    return cells[(first + entry) * width + publishedEvents];
  }

  public Details details(int entry) {
    return detailsAt(first + entry);
  }

  /** Adds an entry younger than all that are there, as it was read out of another one. */
  public void restore(
      long end, long[] entrySums, long publishedRevision, long events, Details entryDetails) {
    int at = entry(end);
    System.arraycopy(entrySums, 0, cells, at + SUMS, sums);
    cells[at + revision] = publishedRevision;
    cells[at + publishedEvents] = events;
    addDetails(at / width, entryDetails);
  }

  /**
   * This, with what is kept by another layout: what was not kept up to now is 0 and marked as
   * {@link Details#partial}, and what is no longer is forgotten.
   */
  public CohortSlices with(Layout wanted) {
    if (layout.equals(wanted)) {
      return this;
    }
    Details unknown =
        Details.partial(
            IntStream.concat(Arrays.stream(wanted.sums()), Arrays.stream(wanted.detailed()))
                .filter(number -> !layout.has(number))
                .toArray());
    CohortSlices other = new CohortSlices(wanted, size());
    for (int i = 0; i < size(); i++) {
      long[] kept = new long[wanted.sums().length];
      for (int place = 0; place < sums; place++) {
        int to = wanted.placeOf(layout.sums()[place]);
        if (to >= 0) {
          kept[to] = sum(i, place);
        }
      }
      other.restore(
          end(i), kept, revision(i), publishedEvents(i), details(i).only(wanted).plus(unknown));
    }
    return other;
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

  /**
   * Adds to the slice that ends at {@code end}.
   *
   * @throws IllegalArgumentException if the totals are of another layout, as those of an unaligned
   *     checkpoint may be
   */
  public void add(long end, Totals totals) {
    if (totals.sums.length != sums) {
      throw new IllegalArgumentException(
          "sums of %d measures where there are %d: start with the measures of the checkpoint, or from a savepoint"
              .formatted(totals.sums.length, sums));
    }
    int at = entry(end);
    for (int i = 0; i < sums; i++) {
      cells[at + SUMS + i] += totals.sums[i];
    }
    addDetails(at / width, totals.details);
  }

  private void addDetails(int entry, Details added) {
    if (added.isEmpty()) {
      return;
    }
    if (details.length == 0) {
      details = new Details[cells.length / width];
      Arrays.fill(details, Details.NONE);
    }
    details[entry] = details[entry].plus(added);
  }

  private Details detailsAt(int entry) {
    return details.length == 0 ? Details.NONE : details[entry];
  }

  /** The totals over the slices that end after {@code start} and up to {@code end}. */
  Totals sum(long start, long end) {
    long[] total = new long[sums];
    int behind = after(end);
    int i = behind;
    while (i > first && endOf(i - 1) > start) {
      i--;
      int at = i * width + SUMS;
      for (int place = 0; place < sums; place++) {
        total[place] += cells[at + place];
      }
    }
    return new Totals(total, details.length == 0 ? Details.NONE : details(i, behind));
  }

  /** Those of the entries from {@code from} to before {@code to} together. */
  private Details details(int from, int to) {
    DetailsBuilder sum = new DetailsBuilder();
    for (int i = from; i < to; i++) {
      sum.add(details[i]);
    }
    return sum.build();
  }

  /** How many events there are in the slices that end after {@code start} and up to {@code end}. */
  long events(long start, long end) {
    long events = 0;
    for (int i = after(end) - 1; i >= first && endOf(i) > start; i--) {
      events += cells[i * width + SUMS + Measures.EVENTS];
    }
    return events;
  }

  /** How many events the slice that ends at {@code end} has. */
  long events(long end) {
    return cell(end, SUMS + Measures.EVENTS);
  }

  /** As what the window that ends at {@code end} was last published; see {@link Revisions}. */
  long revision(long end) {
    return cell(end, revision);
  }

  /** How many events that window had when it was last published. */
  long publishedEvents(long end) {
    return cell(end, publishedEvents);
  }

  /** Remembers that the window that ends at {@code end} was published with so many events. */
  public void publish(long end, long asRevision, long events) {
    int at = entry(end);
    cells[at + revision] = asRevision;
    cells[at + publishedEvents] = events;
  }

  /** Forgets the slices that end up to {@code end}. */
  void forgetUpTo(long end) {
    int oldest = first;
    first = after(end);
    if (details.length > 0) {
      Arrays.fill(details, oldest, first, Details.NONE);
    }
    if (first == last) {
      first = 0;
      last = 0;
      details = new Details[0];
    }
  }

  private long cell(long end, int column) {
    int i = after(end) - 1;
    return i >= first && endOf(i) == end ? cells[i * width + column] : 0;
  }

  /** Where the cells of the entry start; makes one if there is none. */
  private int entry(long end) {
    int i = after(end);
    if (i > first && endOf(i - 1) == end) {
      return (i - 1) * width;
    }
    if (last * width == cells.length) {
      i -= makeRoom();
    }
    System.arraycopy(cells, i * width, cells, (i + 1) * width, (last - i) * width);
    Arrays.fill(cells, i * width, (i + 1) * width, 0);
    cells[i * width + END] = end;
    if (details.length > 0) {
      System.arraycopy(details, i, details, i + 1, last - i);
      details[i] = Details.NONE;
    }
    last++;
    return i * width;
  }

  /** Moves the entries to the front of an array with room; returns by how many places. */
  private int makeRoom() {
    int size = size();
    long[] roomy = first > size / 2 ? cells : new long[Math.max(2 * size, 1) * width];
    System.arraycopy(cells, first * width, roomy, 0, size * width);
    if (details.length > 0) {
      Details[] roomyDetails = roomy == cells ? details : new Details[roomy.length / width];
      System.arraycopy(details, first, roomyDetails, 0, size);
      Arrays.fill(roomyDetails, size, roomyDetails.length, Details.NONE);
      details = roomyDetails;
    }
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
    return cells[entry * width + END];
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof CohortSlices other
        && layout.equals(other.layout)
        && Arrays.equals(
            cells,
            first * width,
            last * width,
            other.cells,
            other.first * width,
            other.last * width)
        && IntStream.range(0, size()).allMatch(i -> details(i).equals(other.details(i)));
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(Arrays.copyOfRange(cells, first * width, last * width));
  }
}
