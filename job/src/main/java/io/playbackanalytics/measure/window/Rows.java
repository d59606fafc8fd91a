package io.playbackanalytics.measure.window;

import java.util.Arrays;

/**
 * Rows of numbers, sorted by the end of a slice or window that each begins with, all in one array.
 * New ones come in nearly always behind the others, and the oldest leave together. A map of objects
 * took six times the memory, and most of the time of a window went into finding its slices there.
 */
final class Rows {

  private static final int END = 0;

  private final int width;
  private long[] cells;

  /** The oldest row: those before it are forgotten, and their place is not yet used again. */
  private int first;

  /** Behind the youngest row. */
  private int last;

  /**
   * None yet.
   *
   * @param width how many numbers a row has, its end among them
   * @param capacity how many rows there may be before the array grows
   */
  Rows(int width, int capacity) {
    this.width = width;
    cells = new long[capacity * width];
  }

  /** The same rows, which then change by themselves. */
  Rows copy() {
    Rows copy = new Rows(width, size());
    System.arraycopy(cells, first * width, copy.cells, 0, size() * width);
    copy.last = size();
    return copy;
  }

  int size() {
    return last - first;
  }

  boolean isEmpty() {
    return first == last;
  }

  long end(int row) {
    return cells[(first + row) * width + END];
  }

  /** One of the numbers of a row, by its place behind the end. */
  long number(int row, int place) {
    return cells[at(row, place)];
  }

  void set(int row, int place, long number) {
    cells[at(row, place)] = number;
  }

  /** Adds numbers to the first ones of a row. */
  void add(int row, long[] numbers) {
    int at = at(row, 0);
    for (int i = 0; i < numbers.length; i++) {
      cells[at + i] += numbers[i];
    }
  }

  /** Adds the first numbers of a row to others. */
  void addTo(long[] numbers, int row) {
    int at = at(row, 0);
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] += cells[at + i];
    }
  }

  private int at(int row, int place) {
    return (first + row) * width + END + 1 + place;
  }

  /** The row of that end, or -1 less the place where it would stand if there is none. */
  int find(long end) {
    int behind = after(end);
    return behind > 0 && end(behind - 1) == end ? behind - 1 : -1 - behind;
  }

  /**
   * The first row that ends after {@code end}. It is nearly always one of the last few; but where
   * one partition is far ahead of another, thousands may lie behind it.
   */
  int after(long end) {
    int high = size();
    int step = 1;
    while (high - step >= 0 && end(high - step) > end) {
      high -= step;
      step *= 2;
    }
    int low = Math.max(0, high - step);
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (end(middle) > end) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** Makes a row of zeros at a place where rows stay sorted, see {@link #find}. */
  void insert(int row, long end) {
    if (last * width == cells.length) {
      makeRoom();
    }
    int at = (first + row) * width;
    System.arraycopy(cells, at, cells, at + width, (size() - row) * width);
    Arrays.fill(cells, at, at + width, 0);
    cells[at + END] = end;
    last++;
  }

  /** Takes no more memory than the rows need. */
  void trim() {
    if (size() * width < cells.length) {
      cells = Arrays.copyOfRange(cells, first * width, last * width);
      last -= first;
      first = 0;
    }
  }

  /**
   * Forgets the rows that end up to {@code end}; returns how many. Looks at these only, since what
   * else there is of a cohort is seldom in the processor's cache.
   */
  int forgetUpTo(long end) {
    int before = first;
    while (first < last && end(0) <= end) {
      first++;
    }
    int forgotten = first - before;
    if (first == last) {
      first = 0;
      last = 0;
    }
    return forgotten;
  }

  /** Moves the rows to the front of an array with room. */
  private void makeRoom() {
    int size = size();
    long[] roomy = first > size / 2 ? cells : new long[Math.max(2 * size, 1) * width];
    System.arraycopy(cells, first * width, roomy, 0, size * width);
    cells = roomy;
    first = 0;
    last = size;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Rows other
        && Arrays.equals(
            cells,
            first * width,
            last * width,
            other.cells,
            other.first * width,
            other.last * width);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(Arrays.copyOfRange(cells, first * width, last * width));
  }
}
