package io.playbackanalytics.settings;

import io.playbackanalytics.event.CohortDefinition;
import io.playbackanalytics.event.EventTime;
import io.playbackanalytics.measure.total.Measures;
import io.playbackanalytics.measure.window.Hop;
import io.playbackanalytics.measure.window.Lateness;
import io.playbackanalytics.metric.ExposureLimits;
import io.playbackanalytics.metric.MetricExport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything that an operator can set, checked.
 *
 * @param kafkaProperties passed to every Kafka client; holds secrets, hence never printed
 * @param start where to read from when there is no checkpoint
 * @param bounded whether to finish at the offsets that are the end at the start
 * @param maxEventBytes longer values are rejected unread
 * @param plays how plays are tracked, if they are measured
 * @param measures those that are on
 * @param lateness the windows, and how long late events may change them
 * @param cohorts the cohort definitions, at least one, no two the same
 * @param idleTimeout how long a partition that is read to its end holds the windows back
 * @param dedupWindow how long an event's id is remembered, to drop it when it comes again; 0: never
 * @param maxCohorts how many cohorts of a subtask have windows of their own
 * @param maxCohortSeries how many cohorts of a subtask have series of their own
 * @param cohortIdleTimeout after how long without an event a cohort loses its series
 * @param metricExport how metrics get to Prometheus
 */
public record JobSettings(
    String bootstrapServers,
    Map<String, String> kafkaProperties,
    String eventsTopic,
    String groupId,
    StartPosition start,
    boolean bounded,
    int maxEventBytes,
    String qualityTopic,
    String rejectedTopic,
    String lateTopic,
    Delivery delivery,
    PlaySettings plays,
    Measures measures,
    Lateness lateness,
    List<CohortDefinition> cohorts,
    EventTime eventTime,
    Duration idleTimeout,
    Duration dedupWindow,
    int maxCohorts,
    int maxCohortSeries,
    Duration cohortIdleTimeout,
    MetricExport metricExport) {

  /** What the keys start with that are passed to the Kafka clients. */
  public static final String KAFKA_PREFIX = "kafka.properties.";

  /** What rules, alerts and dashboards find the job of now by. */
  private static final String JOB_NAME = "playback-analytics";

  public JobSettings {
    kafkaProperties = Map.copyOf(kafkaProperties);
    cohorts = List.copyOf(cohorts);
    if (cohorts.isEmpty() || Set.copyOf(cohorts).size() < cohorts.size()) {
      throw new IllegalArgumentException("no cohorts, or the same twice: " + cohorts);
    }
  }

  /**
   * Reads job arguments, and the file that {@code --config} names.
   *
   * @throws SettingsException for an unknown key, a value that does not parse, or settings that
   *     contradict each other
   */
  public static JobSettings parse(String... arguments) {
    return new SettingsReader(SettingsText.of(arguments)).read();
  }

  /**
   * The job's name in Flink and in the label {@code job_name}. A bounded run has another one: what
   * it counts is not the traffic of now.
   */
  public String jobName() {
    return bounded ? JOB_NAME + "-backfill" : JOB_NAME;
  }

  public Hop hop() {
    return lateness.hop();
  }

  /**
   * How long after a window was published nothing newer means that nothing is known: the time it
   * spans and the time a partition may be silent.
   */
  public Duration staleAfter() {
    return hop().size().plus(idleTimeout);
  }

  /** What keeps the metrics affordable. */
  public ExposureLimits exposureLimits() {
    return new ExposureLimits(maxCohortSeries, cohortIdleTimeout, staleAfter());
  }

  /** The settings without {@link #kafkaProperties}, of which only the keys are shown. */
  @Override
  public String toString() {
    return "events "
        + eventsTopic
        + ", quality "
        + qualityTopic
        + ", windows "
        + hop()
        + ", cohorts "
        + cohorts
        + ", Kafka properties "
        + kafkaProperties.keySet();
  }
}
