package io.playbackanalytics.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Decides which windows of a cohort are published, when, and with what in them.
 *
 * <p>A slice schedules the first window that holds it, and each window that fires schedules the
 * next one if that has something to say: so a cohort needs one timer for each slice ahead of the
 * watermark, not one for every window. A window has something to say
 *
 * <ul>
 *   <li>if it was never published and holds events,
 *   <li>if it was never published and is the first empty one after events: the closing record,
 *   <li>if it holds more events than when it was last published: a revision. Comparing the numbers
 *       of events is enough, since no other sum changes without them.
 * </ul>
 */
final class CohortWindows {

  private final Lateness lateness;
  private final Hop hop;

  CohortWindows(Lateness lateness) {
    this.lateness = lateness;
    this.hop = lateness.hop();
  }

  /** Adds the slice. The window that ends with it is to fire next, at once if its time is over. */
  void add(Slice slice, SliceStore slices) throws Exception {
    SliceState state = slices.getOrNew(slice.end());
    state.totals.add(slice.totals());
    slices.put(slice.end(), state);
  }

  /**
   * Fires one window: publishes it if it has something to say, and forgets what has expired.
   *
   * @return the end of the window to fire next, empty if nothing of the cohort is left
   */
  OptionalLong fire(String cohort, long windowEnd, SliceStore slices, Consumer<PlaybackQuality> out)
      throws Exception {
    Totals window = sum(windowEnd, slices);
    SliceState last = slices.getOrNew(windowEnd);
    boolean closing = window.events == 0 && sum(hop.step(windowEnd, -1), slices).events > 0;
    if (hasNews(last, window.events, closing)) {
      out.accept(
          new PlaybackQuality(
              cohort, hop.windowStart(windowEnd), windowEnd, last.publications, window));
      last.publications++;
      last.publishedEvents = window.events;
      slices.put(windowEnd, last);
    }
    OptionalLong next = next(windowEnd, window.events, slices);
    slices.remove(lateness.expiringAt(windowEnd));
    return next.isPresent() ? next : expire(windowEnd, slices);
  }

  private static boolean hasNews(SliceState last, long events, boolean closing) {
    return last.publications > 0 ? events != last.publishedEvents : events > 0 || closing;
  }

  private OptionalLong next(long windowEnd, long events, SliceStore slices) throws Exception {
    long next = hop.step(windowEnd, 1);
    SliceState entering = slices.getOrNew(next);
    long leaving = slices.getOrNew(hop.step(next, -hop.slicesPerWindow())).totals.events;
    long nextEvents = events - leaving + entering.totals.events;
    return hasNews(entering, nextEvents, nextEvents == 0 && events > 0)
        ? OptionalLong.of(next)
        : OptionalLong.empty();
  }

  private Totals sum(long windowEnd, SliceStore slices) throws Exception {
    Totals sum = new Totals();
    for (int i = 0; i < hop.slicesPerWindow(); i++) {
      sum.add(slices.getOrNew(hop.step(windowEnd, -i)).totals);
    }
    return sum;
  }

  /** Forgets what has expired of a cohort at rest; returns when the youngest slice left does. */
  private OptionalLong expire(long windowEnd, SliceStore slices) throws Exception {
    List<Long> expired = new ArrayList<>();
    OptionalLong youngest = OptionalLong.empty();
    for (long end : slices.ends()) {
      if (lateness.expiry(end) <= windowEnd) {
        expired.add(end);
      } else if (youngest.isEmpty() || end > youngest.getAsLong()) {
        youngest = OptionalLong.of(end);
      }
    }
    for (long end : expired) {
      slices.remove(end);
    }
    return youngest.isPresent()
        ? OptionalLong.of(lateness.expiry(youngest.getAsLong()))
        : OptionalLong.empty();
  }
}
