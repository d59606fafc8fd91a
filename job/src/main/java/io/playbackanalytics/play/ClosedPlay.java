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

  /**
   * What it adds to the cohorts in all, over however many windows. Of forty sums a play has a few,
   * and only these take room.
   */
  public static final class Sums {

    private static final int FEW = 6;

    /** In bytes: what tells counts from levels. */
    private static final int COUNTS = 1 << 7;

    /** Where those are that there are, levels before counts, ascending. */
    private byte[] places = new byte[FEW];

    private long[] amounts = new long[FEW];
    private int size;

    /** The integral of a level over time: milliseconds, times its factor. */
    public long of(PlayLevel level) {
      return get(place(level));
    }

    public long of(PlayCount count) {
      return get(place(count));
    }

    /** Of all levels, by their places. */
    public long[] levels() {
      long[] levels = new long[PlayLevel.size()];
      Arrays.setAll(levels, this::get);
      return levels;
    }

    /** Of all counts, by their places. */
    public long[] counts() {
      long[] counts = new long[PlayCount.size()];
      Arrays.setAll(counts, place -> get(PlayLevel.size() + place));
      return counts;
    }

    void add(PlayLevel level, long amount) {
      add(place(level), amount);
    }

    void add(PlayCount count, long amount) {
      add(place(count), amount);
    }

    /** Its states tell its time from the beginning, however late the first of them was said. */
    void foldIntoStates() {
      move(PlayLevel.PLAYING_BESIDE, PlayLevel.PLAYING);
      move(PlayLevel.STALLED_BESIDE, PlayLevel.STALLED);
      add(PlayCount.SUMMED_PLAY_MS, -of(PlayCount.SUMMED_PLAY_MS));
      add(PlayCount.SUMMED_STALL_MS, -of(PlayCount.SUMMED_STALL_MS));
    }

    private void move(PlayLevel from, PlayLevel to) {
      long amount = of(from);
      add(to, amount);
      add(from, -amount);
    }

    private static int place(PlayLevel level) {
      return level.index();
    }

    private static int place(PlayCount count) {
      return PlayLevel.size() + count.index();
    }

    private long get(int place) {
      int at = Arrays.binarySearch(places, 0, size, (byte) place);
      return at < 0 ? 0 : amounts[at];
    }

    private void add(int place, long amount) {
      if (amount == 0) {
        return;
      }
      int at = Arrays.binarySearch(places, 0, size, (byte) place);
      if (at >= 0) {
        amounts[at] += amount;
        return;
      }
      insert(-1 - at, place, amount);
    }

    private void insert(int at, int place, long amount) {
      if (size == places.length) {
        places = Arrays.copyOf(places, size + FEW);
        amounts = Arrays.copyOf(amounts, size + FEW);
      }
      System.arraycopy(places, at, places, at + 1, size - at);
      System.arraycopy(amounts, at, amounts, at + 1, size - at);
      places[at] = (byte) place;
      amounts[at] = amount;
      size++;
    }

    /** How many there are, and of each which and how much; levels before counts. */
    void writeTo(ByteWriter out) {
      out.put(size);
      for (int i = 0; i < size; i++) {
        int place = places[i];
        out.put(place < PlayLevel.size() ? place : COUNTS | (place - PlayLevel.size()));
        out.putLong(amounts[i]);
      }
    }

    static Sums read(ByteReader in) {
      Sums sums = new Sums();
      int size = in.next();
      if (size > FEW) {
        sums.places = new byte[size];
        sums.amounts = new long[size];
      }
      sums.size = size;
      for (int i = 0; i < size; i++) {
        int which = in.next();
        int place = which < COUNTS ? which : PlayLevel.size() + (which & ~COUNTS);
        sums.places[i] = (byte) place;
        sums.amounts[i] = in.nextLong();
      }
      return sums;
    }

    Sums copy() {
      Sums copy = new Sums();
      copy.places = places.clone();
      copy.amounts = amounts.clone();
      copy.size = size;
      return copy;
    }

    @Override
    public boolean equals(Object o) {
      return o instanceof Sums other
          && Arrays.equals(levels(), other.levels())
          && Arrays.equals(counts(), other.counts());
    }

    @Override
    public int hashCode() {
      return 31 * Arrays.hashCode(levels()) + Arrays.hashCode(counts());
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
