package io.playbackanalytics.sandbox.summary;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The last window of every cohort; and of those that are rows of the table, what they add up to.
 */
final class Board {

  /** With less playback than that, a single stall would make a cohort the worst of all. */
  private static final Duration TELLING_PLAYBACK = Duration.ofSeconds(30);

  /** The same for decoder runs. */
  private static final long TELLING_ATTEMPTS = 20;

  private final Set<String> rowDimensions;
  private final Duration revisableFor;
  private final SortedMap<String, QualityRecord> rows = new TreeMap<>();
  private final SortedMap<String, RunTotals> totals = new TreeMap<>();
  private final Map<Map<String, String>, QualityRecord> others = new HashMap<>();
  private Instant newestEnd = Instant.EPOCH;
  private long records;
  private long revisions;

  /**
   * @param rowDimensions cohorts of exactly these dimensions are the table's rows
   * @param revisableFor how long behind a cohort's newest window others may still change
   */
  Board(Collection<String> rowDimensions, Duration revisableFor) {
    this.revisableFor = revisableFor;
    this.rowDimensions = Set.copyOf(rowDimensions);
  }

  void add(QualityRecord record) {
    records++;
    if (record.revision() > 0) {
      revisions++;
    }
    if (record.windowEnd().isAfter(newestEnd)) {
      newestEnd = record.windowEnd();
    }
    if (record.cohort().keySet().equals(rowDimensions)) {
      String label = String.join(" · ", record.cohort().values());
      rows.merge(label, record, Board::later);
      totals.computeIfAbsent(label, unused -> new RunTotals(revisableFor)).add(record);
    } else if (record.sums().events() == 0) {
      others.remove(record.cohort());
    } else {
      others.merge(record.cohort(), record, Board::later);
    }
  }

  /** Row label → last window. */
  SortedMap<String, QualityRecord> lastWindows() {
    return Collections.unmodifiableSortedMap(rows);
  }

  /** Row label → sums over all windows. */
  SortedMap<String, RunTotals> totals() {
    return Collections.unmodifiableSortedMap(totals);
  }

  /**
   * The finer cohorts that stall most right now, most first: at most one for each set of
   * dimensions, and only where there is data enough to tell.
   */
  List<QualityRecord> worstStalls() {
    return worst(
        record ->
            record.sums().played().plus(record.sums().stalled()).compareTo(TELLING_PLAYBACK) < 0
                ? OptionalDouble.empty()
                : record.stallRatio());
  }

  /** The same for the decoder runs that fail. */
  List<QualityRecord> worstDecoding() {
    return worst(
        record ->
            record.sums().decodeAttempts() < TELLING_ATTEMPTS
                ? OptionalDouble.empty()
                : record.decodeFailureRatio());
  }

  /** Quality records read, revisions included. */
  long records() {
    return records;
  }

  /** Quality records that changed a window that had been published before. */
  long revisions() {
    return revisions;
  }

  private List<QualityRecord> worst(Function<QualityRecord, OptionalDouble> ratio) {
    Comparator<QualityRecord> byRatio =
        Comparator.comparingDouble(record -> ratio.apply(record).orElse(0));
    return others.values().stream()
        .filter(this::recent)
        .filter(record -> ratio.apply(record).orElse(0) > 0)
        .collect(
            Collectors.toMap(
                record -> record.cohort().keySet(),
                Function.identity(),
                BinaryOperator.maxBy(byRatio)))
        .values()
        .stream()
        .sorted(byRatio.reversed())
        .toList();
  }

  private boolean recent(QualityRecord record) {
    return record.windowEnd().isAfter(newestEnd.minus(record.windowSize()));
  }

  private static QualityRecord later(QualityRecord one, QualityRecord other) {
    int order = other.windowEnd().compareTo(one.windowEnd());
    return order > 0 || (order == 0 && other.revision() >= one.revision()) ? other : one;
  }
}
