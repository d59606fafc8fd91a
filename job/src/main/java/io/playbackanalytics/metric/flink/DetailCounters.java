package io.playbackanalytics.metric.flink;

import io.playbackanalytics.measure.total.Details;

/**
 * The counters of a measure that has several in a cohort; made once there is something to count.
 */
interface DetailCounters {

  void add(Details details);
}
