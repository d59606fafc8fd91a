package io.playbackanalytics.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.playbackanalytics.event.CohortDefinition;
import io.playbackanalytics.kafka.KafkaTopics;
import io.playbackanalytics.measure.total.Measure;
import io.playbackanalytics.metric.CohortMetric;
import io.playbackanalytics.process.Await;
import io.playbackanalytics.process.FlinkCluster;
import io.playbackanalytics.process.LiveEvents;
import io.playbackanalytics.process.PrometheusProcess;
import io.playbackanalytics.process.Stack;
import io.playbackanalytics.process.Workplace;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What Prometheus makes of the counters over an hour in which TaskManagers were killed, against
 * what players sent. A task attempt counts again what it reads again, which is at most what came
 * since the checkpoint before the kill.
 */
@Tag("long")
class CountersIT {

  private static final long SEED = 20261126;
  private static final int PARTITIONS = 4;
  private static final int EVENTS_PER_SECOND = 200;
  private static final int KILLS = 2;
  private static final Duration LENGTH =
      Duration.ofMinutes(Integer.getInteger("counters.minutes", 60));

  private static final String APP_EVENTS =
      CohortMetric.total(Measure.EVENTS).exportedName(CohortDefinition.parse("app"));

  @Test
  void theIncreaseOverAnHourIsWhatWasSent() throws Exception {
    try (Stack stack = Stack.start(Workplace.of(CountersIT.class), Map.of())) {
      KafkaTopics topics =
          new KafkaTopics(stack.kafka().bootstrapServers(), "counters", PARTITIONS);
      Results results = new Results(topics);
      Instant begin = Instant.now();
      String job = stack.submit(Optional.empty(), topics.arguments());
      try (LiveEvents players = LiveEvents.start(topics, PARTITIONS, EVENTS_PER_SECOND, SEED)) {
        for (int kill = 0; kill < KILLS; kill++) {
          watchUntil(begin.plus(LENGTH.multipliedBy(kill + 1).dividedBy(KILLS + 1)), results);
          killOneTaskManager(stack.flink(), kill);
        }
        watchUntil(begin.plus(LENGTH), results);
        players.stop();
        topics.awaitAllRead();
        double increase = settledIncrease(stack.prometheus(), begin);
        System.out.printf(
            "CountersIT: %,d events sent in %s, Prometheus counted %,.0f, restarts %d%n",
            players.aggregated(), LENGTH, increase, stack.flink().rest().restarts(job));
        assertThat(stack.flink().rest().restarts(job)).isGreaterThanOrEqualTo(KILLS);
        assertThat(increase).isCloseTo((double) players.aggregated(), withinPercentage(1));
      }
    }
  }

  private static void watchUntil(Instant time, Results results) {
    while (Instant.now().isBefore(time)) {
      results.awaitNewWindows();
    }
  }

  private static void killOneTaskManager(FlinkCluster flink, int index) {
    flink.killTaskManager(index);
    flink.replaceTaskManager(index);
  }

  /** The last events are counted, and scraped: it does not grow any more. */
  private static double settledIncrease(PrometheusProcess prometheus, Instant begin) {
    Duration range = Duration.between(begin, Instant.now()).plusMinutes(2);
    String increase = "sum(increase(%s[%ds]))".formatted(APP_EVENTS, range.toSeconds());
    String still = "sum(rate(%s[30s])) == 0".formatted(APP_EVENTS);
    Await.until("nothing is counted any more", () -> prometheus.query(still), s -> !s.isEmpty());
    return prometheus.query(increase).get(0).value();
  }
}
