package io.playbackanalytics.measure.window;

import java.io.Serializable;
import java.time.Duration;

/**
 * Hopping windows {@code [end - size, end)} whose ends are the multiples of the slide since the
 * epoch. Since the size is a multiple of the slide, the slide cuts event time into slices that no
 * window boundary crosses: every window is the sum of its last {@link #slicesPerWindow} slices. A
 * slice goes by its end, which is also the end of the first window that holds it. All times are
 * epoch milliseconds.
 *
 * @param size a positive multiple of the slide
 * @param slide at least 1 ms
 */
public record Hop(Duration size, Duration slide) implements Serializable {

  public Hop {
    if (slide.toMillis() < 1) {
      throw new IllegalArgumentException("a slide of " + slide.toMillis() + " ms");
    }
    if (size.toMillis() < slide.toMillis() || size.toMillis() % slide.toMillis() != 0) {
      throw new IllegalArgumentException(
          "a window of "
              + size.toMillis()
              + " ms is no multiple of a slide of "
              + slide.toMillis()
              + " ms");
    }
  }

  /** The end of the slice that holds {@code time}. */
  public long sliceEnd(long time) {
    long slideMs = slide.toMillis();
    return Math.floorDiv(time, slideMs) * slideMs + slideMs;
  }

  /** The end of the last window that holds the slice. */
  public long lastWindowEnd(long sliceEnd) {
    return sliceEnd + size.toMillis() - slide.toMillis();
  }

  /** The least multiple of the slide that is not below {@code duration}, both in ms. */
  long roundUp(long duration) {
    return sliceEnd(duration - 1);
  }

  public long windowStart(long windowEnd) {
    return windowEnd - size.toMillis();
  }

  /** The end of the window that follows, or with a negative {@code steps} precedes. */
  public long step(long windowEnd, int steps) {
    return windowEnd + steps * slide.toMillis();
  }

  public int slicesPerWindow() {
    return Math.toIntExact(size.toMillis() / slide.toMillis());
  }

  /** The event time at which a window is complete: its last millisecond. */
  public long firesAt(long windowEnd) {
    return windowEnd - 1;
  }

  /** The end of the window that is complete at {@code time}; undoes {@link #firesAt}. */
  public long windowEndFiringAt(long time) {
    return time + 1;
  }
}
