package io.playbackanalytics.measure.window;

import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Decides which windows of a cohort are published, when, and with what in them.
 *
 * <p>Whoever calls this fires the first window that holds a slice, and after each window the one
 * that it names, if the next has something to say: so a cohort waits for one second for each slice
 * ahead of the watermark, not for every window. A window has something to say
 *
 * <ul>
 *   <li>if it was never published and holds news, which are events and changes by plays,
 *   <li>if it was never published and is the first empty one after news: the closing record,
 *   <li>if it holds more news than when it was last published: a revision. Comparing how much there
 *       is of them is enough, since no other sum changes without. Less it is where slices have
 *       expired, and then no more can come.
 * </ul>
 */
public final class CohortWindows {

  private final Lateness lateness;
  private final Hop hop;
  private final Revisions revisions;

  public CohortWindows(Lateness lateness, Revisions revisions) {
    this.lateness = lateness;
    this.hop = lateness.hop();
    this.revisions = revisions;
  }

  /** Adds the slice; the caller is to {@link #fire} the window that ends with it. */
  public void add(Slice slice, CohortSlices slices) {
    slices.add(slice.end(), slice.totals());
  }

  /**
   * Fires one window: publishes it if it has something to say, and forgets what has expired.
   *
   * @return the end of the window to fire next, empty if nothing of the cohort is left
   */
  public OptionalLong fire(
      String cohort, long windowEnd, CohortSlices slices, Consumer<PlaybackQuality> out) {
    long news = news(windowEnd, slices);
    if (hasNews(windowEnd, news, slices)) {
      long before = slices.revision(windowEnd);
      long revision = revisions.next(before);
      slices.publish(windowEnd, revision, news);
      out.accept(
          new PlaybackQuality(
              cohort,
              hop.windowStart(windowEnd),
              windowEnd,
              revision,
              before == Revisions.NONE,
              slices.sum(hop.windowStart(windowEnd), windowEnd)));
    }
    OptionalLong next = next(windowEnd, news, slices);
    slices.forgetUpTo(lateness.expiringAt(windowEnd));
    if (next.isPresent() || slices.isEmpty()) {
      return next;
    }
    // At rest: once more when the youngest slice expires.
    return OptionalLong.of(lateness.expiry(slices.youngest()));
  }

  /**
   * Finds again, from what is kept of a cohort, which windows are to {@link #fire}; the others
   * follow from what that returns.
   *
   * @param slices not empty
   * @param fire takes the ends of windows, ascending, at least one
   */
  public void resume(CohortSlices slices, LongConsumer fire) {
    boolean anyNews = false;
    boolean following = false;
    long next = Long.MIN_VALUE;
    for (int i = 0; i < slices.size(); i++) {
      long sliceEnd = slices.end(i);
      following = following && sliceEnd <= next;
      long closing = hop.step(sliceEnd, hop.slicesPerWindow());
      for (long end = Math.max(next, sliceEnd); end <= closing; end = hop.step(end, 1)) {
        long news = news(end, slices);
        boolean hasNews = hasNews(end, news, slices);
        if (hasNews && !following) {
          fire.accept(end);
          anyNews = true;
        }
        following = hasNews;
      }
      next = hop.step(closing, 1);
    }
    if (!anyNews) {
      fire.accept(lateness.expiry(slices.youngest()));
    }
  }

  private boolean hasNews(long windowEnd, long news, CohortSlices slices) {
    boolean closing = news == 0 && news(hop.step(windowEnd, -1), slices) > 0;
    return hasNews(windowEnd, news, closing, slices);
  }

  private static boolean hasNews(long windowEnd, long news, boolean closing, CohortSlices slices) {
    long published = slices.publishedNews(windowEnd);
    return published == CohortSlices.NEVER ? news > 0 || closing : news > published;
  }

  private OptionalLong next(long windowEnd, long news, CohortSlices slices) {
    long next = hop.step(windowEnd, 1);
    long leaving = slices.news(hop.step(next, -hop.slicesPerWindow()));
    long nextNews = news - leaving + slices.news(next);
    return hasNews(next, nextNews, nextNews == 0 && news > 0, slices)
        ? OptionalLong.of(next)
        : OptionalLong.empty();
  }

  private long news(long windowEnd, CohortSlices slices) {
    return slices.news(hop.windowStart(windowEnd), windowEnd);
  }
}
