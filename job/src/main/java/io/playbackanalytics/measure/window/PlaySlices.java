package io.playbackanalytics.measure.window;

import io.playbackanalytics.event.Cohort;
import io.playbackanalytics.event.CohortDefinition;
import io.playbackanalytics.event.Dimension;
import io.playbackanalytics.measure.total.Buckets;
import io.playbackanalytics.measure.total.Details;
import io.playbackanalytics.measure.total.DetailsBuilder;
import io.playbackanalytics.measure.total.Kind;
import io.playbackanalytics.measure.total.Measure;
import io.playbackanalytics.measure.total.Measures;
import io.playbackanalytics.measure.total.Totals;
import io.playbackanalytics.play.PlayCount;
import io.playbackanalytics.play.PlayLevel;
import io.playbackanalytics.play.PlaySink;
import io.playbackanalytics.play.Tags;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the plays of one subtask add to the slices of their cohorts. Plays say when something begins
 * and when it ends; here it is integrated: how many there are of each level is carried on from
 * slice to slice, so what goes on costs a slice for its cohort and second, however many plays it is
 * of.
 *
 * <p>A slice is handed on once the watermark has come to its end, before the watermark is. What
 * then turns out to have been otherwise follows as a slice of differences. What is of a slice that
 * is late changes nothing any more, and is added up in {@link #drainLateCorrectionMs} and {@link
 * #drainLateOccurrences}.
 */
public final class PlaySlices implements PlaySink {

  /**
   * Differences of windows that are off the screen are handed on once in so many slices: each makes
   * a revision of five windows, and each play that falls silent changes thirty slices.
   */
  private static final int GATHERED = 5;

  private static final PlayLevel[] LEVELS = PlayLevel.values();

  private final Measures measures;
  private final Lateness lateness;
  private final Hop hop;
  private final long slideMs;
  private final List<CohortDefinition> definitions;
  private final int[][] columns;

  /** By level: the places of the amounts that it adds to. */
  private final int[][] ofLevels = new int[PlayLevel.size()][];

  private final int[][] ofCounts = new int[PlayCount.size()][];

  /** By place: that of a plain sum; -1 for what is a detail. */
  private final int[] sums;

  /** By place: the cell of a detail. The places of details come in the order of their cells. */
  private final int[] cells;

  private final int news;
  private final int startups;
  private final Map<Tags, OpenPlays[]> byTags = new HashMap<>();
  private final Map<String, OpenPlays> cohorts = new HashMap<>();
  private long handedOn = Long.MIN_VALUE;
  private long watermark = Long.MIN_VALUE;
  private long lateUpTo = Long.MIN_VALUE;
  private long lateCorrectionMs;
  private long lateOccurrences;

  /** A cohort's plays of this subtask. */
  private final class OpenPlays {

    final String key;

    /** How much there is of what in each slice that is still to come. */
    final long[] levels = new long[sums.length];

    /** By the end of a slice that is still to come: what changes in it. */
    final NavigableMap<Long, Change> changes = new TreeMap<>();

    /** By the end of a slice: what is to be added to it, whether it was handed on or not. */
    final NavigableMap<Long, Amounts> amounts = new TreeMap<>();

    OpenPlays(String key) {
      this.key = key;
    }

    boolean isEmpty() {
      return amounts.isEmpty() && changes.isEmpty() && isNothing(levels);
    }
  }

  /** What changes in a slice. */
  private final class Change {

    /** In the slice itself. */
    final long[] within = new long[sums.length];

    /** In each one behind it. */
    final long[] after = new long[sums.length];
  }

  private final class Amounts {

    final long[] amounts = new long[sums.length];
    @Nullable DetailsBuilder startups;
  }

  /** Without any play. */
  public PlaySlices(Measures measures, Lateness lateness, List<CohortDefinition> definitions) {
    this.measures = measures;
    this.lateness = lateness;
    this.definitions = List.copyOf(definitions);
    hop = lateness.hop();
    slideMs = hop.slide().toMillis();
    List<Dimension> dimensions = CohortDefinition.dimensionsOf(definitions);
    columns =
        definitions.stream()
            .map(
                definition ->
                    definition.dimensions().stream().mapToInt(dimensions::indexOf).toArray())
            .toArray(int[][]::new);
    news = measures.layout().placeOf(Measure.NEWS.number());
    startups = Measure.STARTUP_MS.number();
    Measure[] ofPlays = measures.ofPlays();
    sums = new int[2 + ofPlays.length];
    cells = new int[sums.length];
    Arrays.fill(sums, -1);
    sums[0] = measures.placeOf(Measure.PLAY_MS);
    sums[1] = measures.placeOf(Measure.STALL_MS);
    for (int i = 0; i < ofPlays.length; i++) {
      cells[2 + i] = Details.cell(ofPlays[i].number(), 0);
    }
    Arrays.setAll(ofLevels, level -> placesOf(LEVELS[level]));
    PlayCount[] counts = PlayCount.values();
    Arrays.setAll(ofCounts, count -> placesOf(counts[count]));
  }

  private int[] placesOf(PlayLevel level) {
    return places(
        level == PlayLevel.PLAYING,
        level == PlayLevel.STALLED,
        kind -> kind instanceof Kind.Lasting lasting && lasting.levels().contains(level));
  }

  private int[] placesOf(PlayCount count) {
    return places(
        count == PlayCount.SUMMED_PLAY_MS,
        count == PlayCount.SUMMED_STALL_MS,
        kind -> kind instanceof Kind.Occurring occurring && occurring.counts().contains(count));
  }

  private int[] places(boolean isPlayed, boolean isStalled, Predicate<Kind> isOf) {
    Measure[] ofPlays = measures.ofPlays();
    return IntStream.range(0, sums.length)
        .filter(
            place ->
                switch (place) {
                  case 0 -> isPlayed;
                  case 1 -> isStalled;
                  default -> isOf.test(ofPlays[place - 2].kind());
                })
        .toArray();
  }

  /**
   * Goes on from a watermark at which all was handed on, before anything is told. Levels that are
   * told then are of plays that were open.
   */
  public void restore(long restoredWatermark) {
    watermark = restoredWatermark;
    lateUpTo = lateness.lateUpTo(watermark);
    handedOn = lastComplete(watermark);
  }

  /** Takes levels of plays that were handed on up to that watermark; no counts. */
  public PlaySink since(long toldUpTo) {
    long from = toldUpTo == Long.MIN_VALUE ? toldUpTo : lastComplete(toldUpTo);
    return new PlaySink() {
      @Override
      public void level(Tags tags, PlayLevel level, long since, long change) {
        PlaySlices.this.level(tags, level, Math.max(since, from), change);
      }

      @Override
      public void count(Tags tags, PlayCount count, long at, long n) {}

      @Override
      public void startup(Tags tags, long at, long ms, int n) {}
    };
  }

  /** The end of the last slice that is complete. */
  private long lastComplete(long ofWatermark) {
    return ofWatermark == Long.MIN_VALUE
        ? ofWatermark
        : hop.sliceEnd(hop.windowEndFiringAt(ofWatermark)) - slideMs;
  }

  @Override
  public void level(Tags tags, PlayLevel level, long from, long change) {
    int[] places = ofLevels[level.index()];
    if (places.length == 0) {
      return;
    }
    long since = from;
    if (from < lateUpTo) {
      since = lateUpTo;
      if (isTime(level)) {
        lateCorrectionMs += Math.abs(change) * (Math.min(handedOn, lateUpTo) - from);
      }
    }
    for (OpenPlays cohort : cohortsOf(tags)) {
      if (since < handedOn) {
        for (long end = hop.sliceEnd(since); end <= handedOn; end += slideMs) {
          long lasts = Math.min(end - since, slideMs);
          add(places, change * lasts, amounts(cohort, end).amounts);
        }
        add(places, change, cohort.levels);
      } else {
        long end = hop.sliceEnd(since);
        Change ofSlice = cohort.changes.computeIfAbsent(end, unused -> new Change());
        add(places, change * (end - since), ofSlice.within);
        add(places, change, ofSlice.after);
      }
    }
  }

  /** Not a factor, nor part of another one. */
  private static boolean isTime(PlayLevel level) {
    return switch (level) {
      case HIDDEN_PLAYING, BITRATE_KNOWN, BITRATE, LATENCY_KNOWN, LATENCY -> false;
      default -> true;
    };
  }

  @Override
  public void count(Tags tags, PlayCount count, long at, long n) {
    int[] places = ofCounts[count.index()];
    long end = hop.sliceEnd(at);
    if (places.length == 0) {
      return;
    }
    if (end <= lateUpTo) {
      lateOccurrences += isOccurrence(count) ? Math.abs(n) : 0;
      return;
    }
    for (OpenPlays cohort : cohortsOf(tags)) {
      add(places, n, amounts(cohort, end).amounts);
    }
  }

  /** Not a sum of milliseconds. */
  private static boolean isOccurrence(PlayCount count) {
    return count != PlayCount.SUMMED_PLAY_MS && count != PlayCount.SUMMED_STALL_MS;
  }

  @Override
  public void startup(Tags tags, long at, long ms, int n) {
    count(tags, PlayCount.STARTUPS, at, n);
    long end = hop.sliceEnd(at);
    if (end <= lateUpTo) {
      return;
    }
    for (OpenPlays cohort : cohortsOf(tags)) {
      Amounts ofSlice = amounts(cohort, end);
      DetailsBuilder details = ofSlice.startups == null ? new DetailsBuilder() : ofSlice.startups;
      ofSlice.startups = details;
      details.count(Details.cell(startups, Buckets.of((int) Math.min(ms, Integer.MAX_VALUE))), n);
      details.count(Details.cell(startups, Details.SUM), n * ms);
    }
  }

  private static void add(int[] places, long amount, long[] to) {
    for (int place : places) {
      to[place] += amount;
    }
  }

  private Amounts amounts(OpenPlays cohort, long end) {
    return cohort.amounts.computeIfAbsent(end, unused -> new Amounts());
  }

  private OpenPlays[] cohortsOf(Tags tags) {
    return byTags.computeIfAbsent(tags, this::newCohorts);
  }

  private OpenPlays[] newCohorts(Tags tags) {
    OpenPlays[] ofTags = new OpenPlays[columns.length];
    for (int i = 0; i < ofTags.length; i++) {
      ofTags[i] =
          cohorts.computeIfAbsent(key(definitions.get(i), columns[i], tags), OpenPlays::new);
    }
    return ofTags;
  }

  private static String key(CohortDefinition definition, int[] columns, Tags tags) {
    return new Cohort(
            definition,
            Arrays.stream(columns)
                .mapToObj(tags::value)
                .map(value -> value.isEmpty() ? Dimension.UNKNOWN : value)
                .toList())
        .key();
  }

  /**
   * Hands on every slice that is complete at the watermark, and what has changed in those before.
   * The watermark of the end completes all that plays have told of.
   */
  public void advance(long newWatermark, Consumer<Slice> out) {
    boolean isEnd = newWatermark == Long.MAX_VALUE;
    long complete = isEnd ? Long.MAX_VALUE - 2 * slideMs : lastComplete(newWatermark);
    if (!isEnd) {
      watermark = newWatermark;
      lateUpTo = lateness.lateUpTo(newWatermark);
    }
    if (complete <= handedOn) {
      return;
    }
    boolean isToGather = !isEnd && complete / slideMs % GATHERED != 0;
    long gatheredUpTo =
        isToGather && handedOn != Long.MIN_VALUE ? hop.windowStart(handedOn) : Long.MIN_VALUE;
    for (OpenPlays cohort : cohorts.values()) {
      handOnComplete(cohort, complete, out);
      handOnAmounts(cohort, complete, gatheredUpTo, out);
    }
    handedOn = isEnd ? handedOn : complete;
    if (!isToGather) {
      forgetEmpty();
    }
  }

  private void handOnComplete(OpenPlays cohort, long complete, Consumer<Slice> out) {
    long end = handedOn;
    while (true) {
      if (isNothing(cohort.levels)) {
        if (cohort.changes.isEmpty() || cohort.changes.firstKey() > complete) {
          return;
        }
        end = cohort.changes.firstKey();
      } else {
        end += slideMs;
        if (end > complete) {
          return;
        }
      }
      Change change = cohort.changes.remove(end);
      Amounts amounts = amounts(cohort, end);
      for (int i = 0; i < cohort.levels.length; i++) {
        amounts.amounts[i] += slideMs * cohort.levels[i];
      }
      if (change != null) {
        for (int i = 0; i < cohort.levels.length; i++) {
          amounts.amounts[i] += change.within[i];
          cohort.levels[i] += change.after[i];
        }
      }
      handOn(cohort, end, amounts, out);
      cohort.amounts.remove(end);
    }
  }

  /** Those that are complete, but for those up to {@code gatheredUpTo} that can still wait. */
  private void handOnAmounts(
      OpenPlays cohort, long complete, long gatheredUpTo, Consumer<Slice> out) {
    Iterator<Map.Entry<Long, Amounts>> all = cohort.amounts.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<Long, Amounts> first = all.next();
      long end = first.getKey();
      if (end > complete) {
        return;
      }
      boolean mayWait =
          end <= gatheredUpTo && !lateness.isLate(end, watermark + GATHERED * slideMs);
      if (!mayWait) {
        handOn(cohort, end, first.getValue(), out);
        all.remove();
      }
    }
  }

  private void handOn(OpenPlays cohort, long end, Amounts amounts, Consumer<Slice> out) {
    if (!isNothing(amounts.amounts) || amounts.startups != null) {
      out.accept(slice(cohort, end, amounts));
    }
  }

  /**
   * Hands on all that could not be told again after a restart: what is to be added to slices. What
   * goes on is told again by the plays.
   */
  public void handOnAmounts(Consumer<Slice> out) {
    for (OpenPlays cohort : cohorts.values()) {
      cohort.amounts.forEach((end, amounts) -> handOn(cohort, end, amounts, out));
      cohort.amounts.clear();
    }
  }

  private Slice slice(OpenPlays cohort, long end, Amounts amounts) {
    Totals totals = measures.nothing();
    totals.sums[news] = 1;
    int count = 0;
    for (int place = 0; place < sums.length; place++) {
      if (sums[place] >= 0) {
        totals.sums[sums[place]] += amounts.amounts[place];
      } else if (amounts.amounts[place] != 0) {
        count++;
      }
    }
    int[] detailed = new int[count];
    long[] counts = new long[count];
    int next = 0;
    for (int place = 0; place < sums.length; place++) {
      if (sums[place] < 0 && amounts.amounts[place] != 0) {
        detailed[next] = cells[place];
        counts[next] = amounts.amounts[place];
        next++;
      }
    }
    Details details = new Details(detailed, counts, new int[0], new byte[0][]);
    if (amounts.startups != null) {
      details = details.plus(amounts.startups.build());
    }
    return new Slice(cohort.key, end, new Totals(totals.sums, details));
  }

  private void forgetEmpty() {
    byTags.values().removeIf(ofTags -> Arrays.stream(ofTags).anyMatch(OpenPlays::isEmpty));
    cohorts.values().removeIf(OpenPlays::isEmpty);
  }

  private static boolean isNothing(long[] amounts) {
    for (long amount : amounts) {
      if (amount != 0) {
        return false;
      }
    }
    return true;
  }

  /** How much time of plays was told too late to be corrected in windows, since the last call. */
  public long drainLateCorrectionMs() {
    long drained = lateCorrectionMs;
    lateCorrectionMs = 0;
    return drained;
  }

  /** How much happened to plays that was told too late for windows, since the last call. */
  public long drainLateOccurrences() {
    long drained = lateOccurrences;
    lateOccurrences = 0;
    return drained;
  }
}
