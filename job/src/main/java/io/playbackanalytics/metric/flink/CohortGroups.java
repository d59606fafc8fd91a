package io.playbackanalytics.metric.flink;

import io.playbackanalytics.event.Cohort;
import io.playbackanalytics.event.CohortDefinition;
import io.playbackanalytics.event.Dimension;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;

/**
 * Flink's metric groups of all cohorts of a subtask.
 *
 * <p>The name of a metric is the path of its groups, so the group of {@code app=a,os=x} lies within
 * that of {@code app=a}; and a metric is unregistered only by closing its group, with all within
 * it. Hence a group is closed once nobody uses it, neither its own cohort nor one within.
 *
 * <p>A closed group stays in its parent's map, about a kilobyte each, until another one of its name
 * takes its place. For names that never come back this would fill the heap, so after a number of
 * them everything is registered anew below a fresh parent.
 */
final class CohortGroups {

  /** At most a few megabytes of closed groups. */
  static final int MOST_CLOSED = 5000;

  private final MetricGroup parent;
  private final Set<CohortSeries> open = new LinkedHashSet<>();

  /** How many open cohorts are at or within the group of this cohort. */
  private final Map<Cohort, Integer> users = new HashMap<>();

  private int closed;

  CohortGroups(MetricGroup parent) {
    this.parent = parent;
  }

  void open(CohortSeries series) {
    open.add(series);
    for (Cohort group : path(series.cohort())) {
      users.merge(group, 1, Integer::sum);
    }
  }

  void register(CohortSeries series, CohortSeries.Slot slot, Metric metric) {
    MetricGroup ofCohort = group(series.cohort());
    MetricGroup group =
        slot.metric().label().map(label -> ofCohort.addGroup(label, slot.value())).orElse(ofCohort);
    if (metric instanceof Counter counter) {
      group.counter(slot.metric().text(), counter);
    } else {
      group.gauge(slot.metric().text(), (Gauge<?>) metric);
    }
  }

  /** See {@link CohortSeries#close}. */
  boolean close(CohortSeries series) {
    List<Cohort> path = path(series.cohort());
    if (users.get(series.cohort()) > 1) {
      return false;
    }
    open.remove(series);
    Cohort unused = series.cohort();
    for (int i = path.size() - 1; i >= 0; i--) {
      if (users.merge(path.get(i), -1, Integer::sum) == 0) {
        users.remove(path.get(i));
        unused = path.get(i);
      }
    }
    close(group(unused));
    closed++;
    if (closed >= MOST_CLOSED) {
      registerAnew();
    }
    return true;
  }

  private void registerAnew() {
    // Finds the group of the key, in which the groups of its values are.
    close(parent.addGroup(Dimension.APP.label()));
    closed = 0;
    for (CohortSeries series : open) {
      series.metrics().forEach((name, metric) -> register(series, name, metric));
    }
  }

  private MetricGroup group(Cohort cohort) {
    MetricGroup group = parent;
    for (int i = 0; i < cohort.values().size(); i++) {
      group =
          group.addGroup(cohort.definition().dimensions().get(i).label(), cohort.values().get(i));
    }
    return group;
  }

  /** The cohorts in whose groups the cohort's group lies, from the outermost to itself. */
  private static List<Cohort> path(Cohort cohort) {
    List<Cohort> path = new ArrayList<>();
    for (int i = 1; i <= cohort.values().size(); i++) {
      path.add(
          new Cohort(
              new CohortDefinition(cohort.definition().dimensions().subList(0, i)),
              cohort.values().subList(0, i)));
    }
    return path;
  }

  /** Flink's public interface has no way to close a group. */
  private static void close(MetricGroup group) {
    ((AbstractMetricGroup<?>) group).close();
  }
}
