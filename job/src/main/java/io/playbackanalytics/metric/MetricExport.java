package io.playbackanalytics.metric;

import io.playbackanalytics.metric.push.PushTarget;
import java.io.Serializable;
import java.time.Duration;

/** How metrics get to Prometheus. */
public sealed interface MetricExport extends Serializable {

  /**
   * How long a new counter shows 0, whatever it has counted: until Prometheus has scraped it at
   * least once. {@code rate} and {@code increase} cannot know what a counter had before its first
   * scrape. At least the scrape interval; shorter, and what a cohort had in its first seconds, or
   * what was caught up after an outage, is missing from every rate.
   */
  Duration firstScrape();

  /** Prometheus scrapes what Flink's reporter shows: right for every run that goes on. */
  record Scraped(Duration firstScrape) implements MetricExport {}

  /**
   * As before, and besides they are pushed, with all that was counted: for runs that end before
   * Prometheus knows of them.
   */
  record Pushed(PushTarget target, Duration firstScrape) implements MetricExport {}
}
