package io.playbackanalytics.measure.total;

import java.util.Arrays;

/** Adds details up: of single events into a slice, of slices into a window. Not thread-safe. */
public final class DetailsBuilder {

  private static final int INITIAL_CAPACITY = 4;

  private int[] cells = new int[INITIAL_CAPACITY];
  private long[] counts = new long[INITIAL_CAPACITY];
  private int size;

  /** The numbers of the measures of {@link #ids}, ascending. */
  private int[] sketched = {};

  private DistinctIds[] ids = {};

  public void count(int cell, long by) {
    int at = Arrays.binarySearch(cells, 0, size, cell);
    if (at >= 0) {
      counts[at] += by;
      return;
    }
    if (size == cells.length) {
      cells = Arrays.copyOf(cells, 2 * size);
      counts = Arrays.copyOf(counts, 2 * size);
    }
    int place = -at - 1;
    System.arraycopy(cells, place, cells, place + 1, size - place);
    System.arraycopy(counts, place, counts, place + 1, size - place);
    cells[place] = cell;
    counts[place] = by;
    size++;
  }

  /** Adds an id to those of the measure of that number. */
  public void see(int number, int hash) {
    ids(number).add(hash);
  }

  /** Adds all ids of a sketch to those of the measure of that number. */
  public void see(int number, byte[] sketch) {
    ids(number).add(sketch);
  }

  public void add(Details details) {
    addCounts(details);
    addIds(details);
  }

  /** Adds all but the ids. */
  public void addCounts(Details details) {
    for (int i = 0; i < details.cells.length; i++) {
      count(details.cells[i], details.counts[i]);
    }
  }

  /** Adds the ids only. */
  public void addIds(Details details) {
    for (int i = 0; i < details.sketched.length; i++) {
      see(details.sketched[i], details.sketches[i]);
    }
  }

  public Details build() {
    byte[][] sketches = new byte[ids.length][];
    for (int i = 0; i < ids.length; i++) {
      sketches[i] = ids[i].bytes();
    }
    return new Details(Arrays.copyOf(cells, size), Arrays.copyOf(counts, size), sketched, sketches);
  }

  /**
   * How many different ids there are, of which only the number can be read: {@link
   * Details#distinct}.
   */
  public Details numbersOfIds() {
    byte[][] numbers = new byte[ids.length][];
    for (int i = 0; i < ids.length; i++) {
      numbers[i] = ids[i].number();
    }
    return new Details(new int[0], new long[0], sketched, numbers);
  }

  /** Whether it takes long to tell how many ids there are. */
  public boolean hasManyIds() {
    return Arrays.stream(ids).anyMatch(DistinctIds::areMany);
  }

  /** What was counted, with {@link #numbersOfIds} that were told. */
  public Details build(Details numbersOfIds) {
    return new Details(
        Arrays.copyOf(cells, size),
        Arrays.copyOf(counts, size),
        numbersOfIds.sketched,
        numbersOfIds.sketches);
  }

  private DistinctIds ids(int number) {
    int at = 0;
    while (at < sketched.length && sketched[at] < number) {
      at++;
    }
    if (at == sketched.length || sketched[at] != number) {
      int behind = sketched.length - at;
      sketched = Arrays.copyOf(sketched, sketched.length + 1);
      ids = Arrays.copyOf(ids, ids.length + 1);
      System.arraycopy(sketched, at, sketched, at + 1, behind);
      System.arraycopy(ids, at, ids, at + 1, behind);
      sketched[at] = number;
      ids[at] = new DistinctIds();
    }
    return ids[at];
  }
}
