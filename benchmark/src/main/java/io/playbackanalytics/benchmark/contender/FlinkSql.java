package io.playbackanalytics.benchmark.contender;

import java.nio.file.Path;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;

/** The same windows as one statement: Flink SQL's {@code HOP} with everything at its default. */
final class FlinkSql implements Contender {

  private static final String EVENTS =
      """
      CREATE TABLE events (
        event_type STRING, app_id STRING, `timestamp` BIGINT, play_ms BIGINT, buffer_ms BIGINT,
        decode_attempts BIGINT, decode_failures BIGINT,
        event_time AS TO_TIMESTAMP_LTZ(`timestamp`, 3),
        WATERMARK FOR event_time AS event_time - INTERVAL '%d' SECOND
      ) WITH (
        'connector' = 'kafka', 'topic' = '%s', 'properties.bootstrap.servers' = '%s',
        'scan.startup.mode' = 'earliest-offset', 'scan.bounded.mode' = '%s',
        'format' = 'json')
      """;

  private static final String WINDOWS =
      """
      CREATE TABLE windows (
        app_id STRING, window_end TIMESTAMP(3), events BIGINT, decode_attempts BIGINT,
        decode_failures BIGINT, play_ms BIGINT, stall_ms BIGINT
      ) WITH (
        'connector' = 'kafka', 'topic' = '%s', 'properties.bootstrap.servers' = '%s',
        'properties.compression.type' = 'lz4', 'sink.delivery-guarantee' = 'at-least-once',
        'format' = 'json')
      """;

  private static final String QUERY =
      """
      INSERT INTO windows
      SELECT app_id, window_end, COUNT(*),
        SUM(CASE WHEN decode_attempts IS NOT NULL THEN decode_attempts
          WHEN event_type IN ('DECODE_OK', 'DECODE_FAIL') THEN 1 ELSE 0 END),
        SUM(CASE WHEN decode_attempts IS NOT NULL THEN COALESCE(decode_failures, 0)
          WHEN event_type = 'DECODE_FAIL' THEN 1 ELSE 0 END),
        SUM(COALESCE(play_ms, 0)), SUM(COALESCE(buffer_ms, 0))
      FROM HOP(TABLE events, DESCRIPTOR(event_time), INTERVAL '%d' SECOND, INTERVAL '%d' SECOND)
      GROUP BY app_id, window_start, window_end
      """;

  private final LocalFlink flink;

  FlinkSql(int parallelism, Path folder) throws Exception {
    flink = LocalFlink.start(parallelism, folder);
  }

  @Override
  public Outcome run(Task task) throws Exception {
    Settings settings = task.settings();
    StreamTableEnvironment tables =
        StreamTableEnvironment.create(flink.environment(task.settings()));
    tables.getConfig().set("table.local-time-zone", "UTC");
    long outOfOrderness = Settings.OUT_OF_ORDERNESS.toSeconds();
    String end = task.bounded() ? "latest-offset" : "unbounded";
    tables.executeSql(EVENTS.formatted(outOfOrderness, task.topic(), task.bootstrapServers(), end));
    tables.executeSql(WINDOWS.formatted(task.results(), task.bootstrapServers()));
    tables
        .executeSql(QUERY.formatted(settings.slide().toSeconds(), settings.window().toSeconds()))
        .await();
    return new Outcome.Windows();
  }

  @Override
  public void close() throws Exception {
    flink.close();
  }
}
