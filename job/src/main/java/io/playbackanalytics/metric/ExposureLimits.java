package io.playbackanalytics.metric;

import java.io.Serializable;
import java.time.Duration;

/**
 * What keeps metrics affordable, whatever clients send as app or OS.
 *
 * @param maxCohorts so many cohorts of a subtask have series of their own at a time; all others are
 *     added into one cohort per definition. Too low and Prometheus does not see what Kafka has; too
 *     high and one client with random values fills the heap and breaks the scrape.
 * @param idleTimeout a cohort of which nothing was heard for so long loses its series
 * @param staleAfter how long a window is shown after it was published; then its gauges are {@code
 *     NaN}, since nothing is known any more
 */
public record ExposureLimits(int maxCohorts, Duration idleTimeout, Duration staleAfter)
    implements Serializable {

  public ExposureLimits {
    if (maxCohorts < 0) {
      throw new IllegalArgumentException("fewer than no cohorts: " + maxCohorts);
    }
    if (idleTimeout.isNegative() || idleTimeout.isZero()) {
      throw new IllegalArgumentException("idle at once: " + idleTimeout);
    }
    if (staleAfter.isNegative() || staleAfter.isZero()) {
      throw new IllegalArgumentException("stale at once: " + staleAfter);
    }
  }
}
