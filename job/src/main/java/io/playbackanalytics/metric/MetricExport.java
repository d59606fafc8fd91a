package io.playbackanalytics.metric;

import io.playbackanalytics.metric.push.PushTarget;
import java.io.Serializable;

/** How metrics get to Prometheus. */
public sealed interface MetricExport extends Serializable {

  /** Prometheus scrapes what Flink's reporter shows: right for every run that goes on. */
  record Scraped() implements MetricExport {}

  /** As before, and besides they are pushed: for runs that end before Prometheus knows of them. */
  record Pushed(PushTarget target) implements MetricExport {}
}
