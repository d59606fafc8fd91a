package io.playbackanalytics.sandbox.summary;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every cohort's windows, and which of the cohorts are rows of the table. */
final class Board {

  /** Long enough that a cohort of some players has something to compare. */
  private static final Duration LATELY = Duration.ofMinutes(1);

  /** How often windows are forgotten of cohorts from which nothing comes any more. */
  private static final int RECORDS_BETWEEN_CLEARINGS = 10_000;

  private final Set<String> rowDimensions;
  private final Duration remembered;
  private final Map<Map<String, String>, CohortHistory> cohorts = new HashMap<>();
  private final SortedMap<String, CohortHistory> rows = new TreeMap<>();
  private Instant newestEnd = Instant.EPOCH;
  private Duration lately = LATELY;
  private long records;
  private long revisions;

  /**
   * @param rowDimensions cohorts of exactly these dimensions are the table's rows
   * @param revisableFor how long behind a cohort's newest window others may still change
   */
  Board(Collection<String> rowDimensions, Duration revisableFor) {
    this.rowDimensions = Set.copyOf(rowDimensions);
    this.remembered = revisableFor.compareTo(LATELY) > 0 ? revisableFor : LATELY;
  }

  void add(QualityRecord record) {
    records++;
    if (record.windowEnd().isAfter(newestEnd)) {
      newestEnd = record.windowEnd();
    }
    if (record.windowSize().compareTo(lately) > 0) {
      lately = record.windowSize();
    }
    CohortHistory known = cohorts.get(record.cohort());
    if (known == null) {
      CohortHistory history = new CohortHistory(record, remembered);
      cohorts.put(record.cohort(), history);
      if (record.cohort().keySet().equals(rowDimensions)) {
        rows.put(String.join(" · ", record.cohort().values()), history);
      }
    } else if (known.add(record)) {
      revisions++;
    }
    if (records % RECORDS_BETWEEN_CLEARINGS == 0) {
      // Twice the time, since cohorts do not move on in step.
      Instant old = newestEnd.minus(remembered.multipliedBy(2));
      cohorts.values().forEach(history -> history.forgetUntil(old));
    }
  }

  /** Row label → its windows. */
  SortedMap<String, CohortHistory> rows() {
    return Collections.unmodifiableSortedMap(rows);
  }

  /** How long {@link #worstLately} looks back: a minute, or one window where that is longer. */
  Duration lately() {
    return lately;
  }

  /** The cohorts that add most to their app's ratio lately, the worst first. */
  List<Excess> worstLately(Measure measure) {
    Instant begin = newestEnd.minus(lately);
    return worst(measure, history -> history.after(begin));
  }

  /** The same for the whole run. */
  List<Excess> worstOfRun(Measure measure) {
    return worst(measure, CohortHistory::total);
  }

  /** Quality records read, revisions included. */
  long records() {
    return records;
  }

  /** Quality records that changed a window that had been published before. */
  long revisions() {
    return revisions;
  }

  private List<Excess> worst(Measure measure, Function<CohortHistory, Sums> sums) {
    return Excess.worst(
        cohorts.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> sums.apply(entry.getValue()))),
        measure);
  }
}
