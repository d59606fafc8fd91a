package io.playbackanalytics.play;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A play that is over: what the ledger says of it.
 *
 * @param openedAt its first evidence, epoch ms
 * @param closedAt its last evidence, or when it reached a cap
 * @param countedAt when its outcome was known: {@code closedAt}, or the end of the silence
 * @param outcome how it was closed
 * @param isAttempt whether there was a request, or a start that says how long it took
 * @param isAccountedByStates whether its states tell the time rendered and stalled
 * @param startupMs how long the start took; {@link Report#NOTHING} if it never came
 * @param sums of levels and counts
 * @param tags the dimensions that were known last
 */
public record ClosedPlay(
    long openedAt,
    long closedAt,
    long countedAt,
    Outcome outcome,
    boolean isAttempt,
    boolean isAccountedByStates,
    long startupMs,
    Sums sums,
    Tags tags) {

  /** What it adds to the cohorts in all, over however many windows. */
  public static final class Sums {

    private final long[] levels = new long[PlayLevel.size()];
    private final long[] counts = new long[PlayCount.size()];

    /** The integral of a level over time: milliseconds, times its factor. */
    public long of(PlayLevel level) {
      return levels[level.index()];
    }

    public long of(PlayCount count) {
      return counts[count.index()];
    }

    void add(PlayLevel level, long amount) {
      levels[level.index()] += amount;
    }

    void add(PlayCount count, long amount) {
      counts[count.index()] += amount;
    }

    /** Its states tell its time from the beginning, however late the first of them was said. */
    void foldIntoStates() {
      move(PlayLevel.PLAYING_BESIDE, PlayLevel.PLAYING);
      move(PlayLevel.STALLED_BESIDE, PlayLevel.STALLED);
      counts[PlayCount.SUMMED_PLAY_MS.index()] = 0;
      counts[PlayCount.SUMMED_STALL_MS.index()] = 0;
    }

    private void move(PlayLevel from, PlayLevel to) {
      add(to, of(from));
      levels[from.index()] = 0;
    }

    Sums copy() {
      Sums copy = new Sums();
      System.arraycopy(levels, 0, copy.levels, 0, levels.length);
      System.arraycopy(counts, 0, copy.counts, 0, counts.length);
      return copy;
    }

    @Override
    public boolean equals(Object o) {
      return o instanceof Sums other
          && Arrays.equals(levels, other.levels)
          && Arrays.equals(counts, other.counts);
    }

    @Override
    public int hashCode() {
      return 31 * Arrays.hashCode(levels) + Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
      return Arrays.stream(PlayLevel.values())
              .filter(level -> of(level) != 0)
              .collect(Collectors.toMap(level -> level, this::of))
          + " "
          + Arrays.stream(PlayCount.values())
              .filter(count -> of(count) != 0)
              .map(count -> Map.entry(count, of(count)))
              .toList();
    }
  }
}
