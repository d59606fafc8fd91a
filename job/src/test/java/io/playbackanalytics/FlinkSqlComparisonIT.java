package io.playbackanalytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.playbackanalytics.kafka.Clusters;
import io.playbackanalytics.kafka.EventWriter;
import io.playbackanalytics.kafka.KafkaTopics;
import io.playbackanalytics.kafka.RunningBroker;
import io.playbackanalytics.kafka.RunningJob;
import io.playbackanalytics.oracle.BruteForce;
import io.playbackanalytics.oracle.PublishedQuality;
import io.playbackanalytics.oracle.RandomEvents;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The windows of a bounded run are those that Flink SQL's own {@code HOP} makes of the same topic.
 */
class FlinkSqlComparisonIT {

  private static final long SEED = 7;
  private static final long START = 1_750_000_000_000L;
  private static final int EVENTS = 50_000;
  private static final long SPAN_MS = 60_000;
  private static final int PARTITIONS = 4;

  @RegisterExtension static final RunningBroker BROKER = new RunningBroker();

  @RegisterExtension static final MiniClusterExtension CLUSTER = Clusters.withSlots(2);

  @Test
  void windowsOfEachAppEqualThoseOfHop() throws Exception {
    KafkaTopics topics = BROKER.topics("sql", PARTITIONS);
    sendEvents(topics);
    try (RunningJob job =
        RunningJob.start(
            2, topics.arguments("--events.bounded", "true", "--sink.delivery", "exactly-once"))) {
      job.awaitFinished();
    }
    assertThat(publishedWithEvents(topics)).isEqualTo(hopWindows(topics));
  }

  private static void sendEvents(KafkaTopics topics) {
    RandomEvents events = new RandomEvents(SEED);
    try (EventWriter writer = topics.writer()) {
      for (int i = 0; i < EVENTS; i++) {
        long time = START + i * SPAN_MS / EVENTS - events.random().nextInt(1900);
        writer.write(events.random().nextInt(PARTITIONS), null, events.event(time));
      }
    }
  }

  /** The job's windows of each app; closing records are left out, since SQL has none. */
  private static Map<BruteForce.Key, BruteForce.Sums> publishedWithEvents(KafkaTopics topics)
      throws Exception {
    return PublishedQuality.of(topics.readAll(topics.quality())).counting().entrySet().stream()
        .filter(window -> !window.getKey().cohort().contains(","))
        .filter(window -> window.getValue().events() > 0)
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static Map<BruteForce.Key, BruteForce.Sums> hopWindows(KafkaTopics topics)
      throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.setParallelism(2);
    StreamTableEnvironment tables = StreamTableEnvironment.create(env);
    tables.executeSql(
        """
        CREATE TABLE events (
          event_type STRING, app_id STRING, `timestamp` BIGINT, play_ms BIGINT, buffer_ms BIGINT,
          decode_attempts BIGINT, decode_failures BIGINT,
          event_time AS TO_TIMESTAMP_LTZ(`timestamp`, 3),
          WATERMARK FOR event_time AS event_time - INTERVAL '2' SECOND
        ) WITH (
          'connector' = 'kafka', 'topic' = '%s', 'properties.bootstrap.servers' = '%s',
          'scan.startup.mode' = 'earliest-offset', 'scan.bounded.mode' = 'latest-offset',
          'format' = 'json')
        """
            .formatted(topics.events(), topics.bootstrapServers()));
    Map<BruteForce.Key, BruteForce.Sums> windows = new HashMap<>();
    try (CloseableIterator<Row> rows =
        tables
            .executeSql(
                """
                SELECT app_id,
                  (UNIX_TIMESTAMP(CAST(window_end AS STRING)) * 1000) AS window_end_ms,
                  COUNT(*),
                  SUM(CASE WHEN decode_attempts IS NOT NULL THEN decode_attempts
                    WHEN event_type IN ('DECODE_OK', 'DECODE_FAIL') THEN 1 ELSE 0 END),
                  SUM(CASE WHEN decode_attempts IS NOT NULL THEN COALESCE(decode_failures, 0)
                    WHEN event_type = 'DECODE_FAIL' THEN 1 ELSE 0 END),
                  SUM(COALESCE(play_ms, 0)), SUM(COALESCE(buffer_ms, 0))
                FROM HOP(TABLE events, DESCRIPTOR(event_time), INTERVAL '1' SECOND,
                  INTERVAL '5' SECOND)
                GROUP BY app_id, window_start, window_end
                """)
            .collect()) {
      rows.forEachRemaining(
          row ->
              windows.put(
                  new BruteForce.Key("app=" + row.getField(0), number(row, 1)),
                  new BruteForce.Sums(
                      number(row, 2),
                      number(row, 3),
                      number(row, 4),
                      number(row, 5),
                      number(row, 6))));
    }
    return windows;
  }

  private static long number(Row row, int field) {
    return row.<Number>getFieldAs(field).longValue();
  }
}
