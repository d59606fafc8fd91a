package io.playbackanalytics.measure;

import io.playbackanalytics.event.Cohort;
import io.playbackanalytics.event.SourceRecord;
import io.playbackanalytics.ingest.json.AppId;
import io.playbackanalytics.metric.MetricCatalog;
import io.playbackanalytics.metric.flink.PlaybackMetrics;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;

/**
 * How many records of one kind each app has, to tell whose they are. The first {@link #MOST} apps
 * of a subtask have a counter of their own until its task ends, all further ones share {@value
 * Cohort#OTHER}: whoever makes up names hides others in there, but costs no memory.
 */
final class CountsByApp {

  static final int MOST = 100;

  private final PlaybackMetrics metrics;
  private final MetricCatalog metric;
  private final Map<String, Counter> counters = new HashMap<>();

  CountsByApp(PlaybackMetrics metrics, MetricCatalog metric) {
    this.metrics = metrics;
    this.metric = metric;
  }

  /** Counts a record, if it says of which app it is. */
  void count(SourceRecord record) {
    AppId.in(record.value())
        .ifPresent(
            app -> {
              boolean ownPlace = counters.containsKey(app) || counters.size() < MOST;
              counters
                  .computeIfAbsent(
                      ownPlace ? app : Cohort.OTHER, name -> metrics.counter(metric, name))
                  .inc();
            });
  }
}
