package io.playbackanalytics.measure.window;

import io.playbackanalytics.measure.total.Details;
import io.playbackanalytics.measure.total.DetailsBuilder;
import io.playbackanalytics.measure.total.Layout;
import io.playbackanalytics.measure.total.Totals;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * All that is kept of one cohort: the totals of its slices, and as what each window was published.
 * A cohort that appears with one event has one slice and is published six times: the two stand
 * apart, so that those six take no room for sums.
 */
public final class CohortSlices {

  /** Where the number of a window's record stands in {@link #published}. */
  private static final int REVISION = 0;

  /** Where it stands how much news there was in the record. */
  private static final int NEWS = 1;

  private static final int PUBLISHED_WIDTH = 3;

  /** What a single slice makes with the default windows: five that hold it, and a closing one. */
  private static final int FIRST_WINDOWS = 6;

  /** How much news there was in a window that was not published. */
  static final long NEVER = -1;

  private final Layout layout;

  /** The sums of each slice that has news. */
  private final Rows slices;

  /** The revision and the news of each window that was published. */
  private final Rows published;

  /** One for each slice; empty as long as none has any. */
  private Details[] details = {};

  /**
   * By the end of a window: how many different ids its slices have, where it takes long to tell.
   * Most revisions of a window have the same ids as the one before.
   */
  private final NavigableMap<Long, Details> numbersOfIds = new TreeMap<>();

  /** A cohort of which nothing is known. */
  public CohortSlices(Layout layout) {
    this(layout, new Rows(width(layout), 1), new Rows(PUBLISHED_WIDTH, FIRST_WINDOWS));
  }

  /** Of which as much is to be {@linkplain #restore restored} as so many entries hold. */
  public CohortSlices(Layout layout, int entries) {
    this(layout, new Rows(width(layout), entries), new Rows(PUBLISHED_WIDTH, entries));
  }

  private CohortSlices(Layout layout, Rows slices, Rows published) {
    this.layout = layout;
    this.slices = slices;
    this.published = published;
  }

  private static int width(Layout layout) {
    return 1 + layout.sums().length;
  }

  /** The same, which then changes by itself. */
  public CohortSlices copy() {
    CohortSlices copy = new CohortSlices(layout, slices.copy(), published.copy());
    copy.details = details.length == 0 ? details : Arrays.copyOf(details, slices.size());
    copy.numbersOfIds.putAll(numbersOfIds);
    return copy;
  }

  /** What a slice holds. */
  public Layout layout() {
    return layout;
  }

  /** Goes through all that is known, ascending by the ends of slices and windows. */
  public Entries entries() {
    return new Entries();
  }

  /** The slices and windows of a cohort as one list: what ends at one time is one entry. */
  public final class Entries {

    private int nextSlice;
    private int nextWindow;
    private long end;
    private boolean hasSlice;
    private boolean isPublished;

    private Entries() {}

    /** Goes on to the next entry, if there is one; the first call to the first. */
    public boolean next() {
      nextSlice += hasSlice ? 1 : 0;
      nextWindow += isPublished ? 1 : 0;
      boolean moreSlices = nextSlice < slices.size();
      boolean moreWindows = nextWindow < published.size();
      long sliceEnd = moreSlices ? slices.end(nextSlice) : Long.MAX_VALUE;
      long windowEnd = moreWindows ? published.end(nextWindow) : Long.MAX_VALUE;
      end = Math.min(sliceEnd, windowEnd);
      hasSlice = moreSlices && sliceEnd == end;
      isPublished = moreWindows && windowEnd == end;
      return hasSlice || isPublished;
    }

    /** How many there are, wherever this stands. */
    public int count() {
      int both = 0;
      for (int window = 0; window < published.size(); window++) {
        both += slices.find(published.end(window)) >= 0 ? 1 : 0;
      }
      return slices.size() + published.size() - both;
    }

    public long end() {
      return end;
    }

    /** A sum of the slice, by its place in the {@link #layout}; 0 if there is none. */
    public long sum(int place) {
      return hasSlice ? slices.number(nextSlice, place) : 0;
    }

    public Details details() {
      return hasSlice ? detailsOf(nextSlice) : Details.NONE;
    }

    /** As what the window was published; {@link Revisions#NONE} if it was not. */
    public long revision() {
      return isPublished ? published.number(nextWindow, REVISION) : Revisions.NONE;
    }

    public long publishedNews() {
      return isPublished ? published.number(nextWindow, NEWS) : 0;
    }
  }

  /** Adds an entry as it was read out of {@link Entries}, whose end is not there. */
  public void restore(
      long end, long[] entrySums, Details entryDetails, long revision, long publishedNews) {
    if (Arrays.stream(layout.news()).anyMatch(place -> entrySums[place] != 0)) {
      add(end, new Totals(entrySums, entryDetails));
    }
    if (revision != Revisions.NONE) {
      publish(end, revision, publishedNews);
    }
  }

  /** All is restored; what no entry needed is given back. */
  public CohortSlices restored() {
    slices.trim();
    published.trim();
    return this;
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
    CohortSlices other =
        new CohortSlices(wanted, new Rows(width(wanted), slices.size()), published.copy());
    for (int slice = 0; slice < slices.size(); slice++) {
      long[] kept = new long[wanted.sums().length];
      for (int place = 0; place < layout.sums().length; place++) {
        int to = wanted.placeOf(layout.sums()[place]);
        if (to >= 0) {
          kept[to] = slices.number(slice, place);
        }
      }
      other.add(slices.end(slice), new Totals(kept, detailsOf(slice).only(wanted).plus(unknown)));
    }
    return other;
  }

  public boolean isEmpty() {
    return slices.isEmpty() && published.isEmpty();
  }

  /** The end of the oldest slice or published window; there must be one. */
  long oldest() {
    return Math.min(oldest(slices), oldest(published));
  }

  private static long oldest(Rows rows) {
    return rows.isEmpty() ? Long.MAX_VALUE : rows.end(0);
  }

  /** The end of the youngest slice or published window; there must be one. */
  long youngest() {
    return Math.max(youngest(slices), youngest(published));
  }

  private static long youngest(Rows rows) {
    return rows.isEmpty() ? Long.MIN_VALUE : rows.end(rows.size() - 1);
  }

  /** How many slices with news there are. */
  int size() {
    return slices.size();
  }

  /** The end of a slice, of which there are {@link #size}, ascending. */
  long end(int slice) {
    return slices.end(slice);
  }

  /**
   * Adds to the slice that ends at {@code end}.
   *
   * @throws IllegalArgumentException if the totals are of another layout
   */
  public void add(long end, Totals totals) {
    layout.require(totals);
    int slice = slices.find(end);
    if (slice < 0) {
      slice = -1 - slice;
      slices.insert(slice, end);
      insertDetails(slice);
    }
    slices.add(slice, totals.sums);
    addDetails(slice, totals.details);
    if (totals.details.hasIds() && !numbersOfIds.isEmpty()) {
      numbersOfIds.tailMap(end, true).clear();
    }
  }

  private void insertDetails(int slice) {
    if (details.length > 0) {
      int behind = slices.size() - 1;
      if (details.length == behind) {
        details = Arrays.copyOf(details, 2 * details.length);
      }
      System.arraycopy(details, slice, details, slice + 1, behind - slice);
      details[slice] = Details.NONE;
    }
  }

  private void addDetails(int slice, Details added) {
    if (added.isEmpty()) {
      return;
    }
    if (details.length == 0) {
      details = new Details[slices.size()];
      Arrays.fill(details, Details.NONE);
    }
    details[slice] = details[slice].plus(added);
  }

  private void forgetDetails(int oldest) {
    if (slices.isEmpty()) {
      details = new Details[0];
    } else if (details.length > 0) {
      System.arraycopy(details, oldest, details, 0, slices.size());
      Arrays.fill(details, slices.size(), slices.size() + oldest, null);
    }
  }

  private Details detailsOf(int slice) {
    return details.length == 0 ? Details.NONE : details[slice];
  }

  /**
   * The totals over the slices that end after {@code start} and up to {@code end}, always the same
   * start for an end. Of ids there is only how many different ones there are.
   */
  Totals sum(long start, long end) {
    long[] total = new long[layout.sums().length];
    int behind = slices.after(end);
    int from = behind;
    while (from > 0 && slices.end(from - 1) > start) {
      from--;
      slices.addTo(total, from);
    }
    return new Totals(total, details.length == 0 ? Details.NONE : details(from, behind, end));
  }

  /** Those of the slices from {@code from} to before {@code to}: of the window that ends then. */
  private Details details(int from, int to, long end) {
    DetailsBuilder sum = new DetailsBuilder();
    Details known = numbersOfIds.get(end);
    for (int slice = from; slice < to; slice++) {
      sum.addCounts(details[slice]);
      if (known == null) {
        sum.addIds(details[slice]);
      }
    }
    if (known != null) {
      return sum.build(known);
    }
    Details numbers = sum.numbersOfIds();
    if (sum.hasManyIds()) {
      numbersOfIds.put(end, numbers);
    }
    return sum.build(numbers);
  }

  /**
   * How much news there is in the slices that end after {@code start} and up to {@code end}:
   * events, and changes by plays. It only ever grows as long as none of them has expired.
   */
  long news(long start, long end) {
    long news = 0;
    for (int i = slices.after(end) - 1; i >= 0 && slices.end(i) > start; i--) {
      news += newsOf(i);
    }
    return news;
  }

  /** How much news the slice that ends at {@code end} has. */
  long news(long end) {
    int slice = slices.find(end);
    return slice < 0 ? 0 : newsOf(slice);
  }

  private long newsOf(int slice) {
    long news = 0;
    for (int place : layout.news()) {
      news += slices.number(slice, place);
    }
    return news;
  }

  /** As what the window that ends at {@code end} was last published; see {@link Revisions}. */
  long revision(long end) {
    int window = published.find(end);
    return window < 0 ? Revisions.NONE : published.number(window, REVISION);
  }

  /** How much news there was in that window when it was last published; {@link #NEVER} if never. */
  long publishedNews(long end) {
    int window = published.find(end);
    return window < 0 ? NEVER : published.number(window, NEWS);
  }

  /** Remembers that the window that ends at {@code end} was published with so much news. */
  public void publish(long end, long asRevision, long news) {
    int window = published.find(end);
    if (window < 0) {
      window = -1 - window;
      published.insert(window, end);
    }
    published.set(window, REVISION, asRevision);
    published.set(window, NEWS, news);
  }

  /** Forgets the slices and windows that end up to {@code end}. */
  void forgetUpTo(long end) {
    numbersOfIds.headMap(end, true).clear();
    published.forgetUpTo(end);
    int forgotten = slices.forgetUpTo(end);
    if (forgotten > 0) {
      forgetDetails(forgotten);
    }
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof CohortSlices other
        && layout.equals(other.layout)
        && slices.equals(other.slices)
        && published.equals(other.published)
        && IntStream.range(0, slices.size()).allMatch(i -> detailsOf(i).equals(other.detailsOf(i)));
  }

  @Override
  public int hashCode() {
    return 31 * slices.hashCode() + published.hashCode();
  }
}
