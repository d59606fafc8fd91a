package io.playbackanalytics.benchmark.contender;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.TimeWindows;

/** The same windows with Kafka Streams: hopping windows in its default store, cache included. */
final class HoppingStreams implements Contender {

  private static final Duration GRACE = Duration.ofHours(1);
  private static final Duration CLOSE_TIMEOUT = Duration.ofMinutes(2);
  private static final Duration STALLED = Duration.ofMinutes(2);

  private final int threads;
  private final Path folder;

  HoppingStreams(int threads, Path folder) {
    this.threads = threads;
    this.folder = folder;
  }

  @Override
  public Outcome run(Task task) throws Exception {
    try (KafkaStreams streams = new KafkaStreams(topology(task), properties(task))) {
      AtomicReference<Throwable> failure = new AtomicReference<>();
      streams.setUncaughtExceptionHandler(
          e -> {
            failure.set(e);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
          });
      streams.start();
      awaitEnd(streams, 2 * task.events(), failure);
      // Closing flushes the cache, so every last sum is written.
      if (!streams.close(CLOSE_TIMEOUT)) {
        throw new IllegalStateException("Kafka Streams did not close in " + CLOSE_TIMEOUT);
      }
      if (failure.get() != null) {
        throw new IllegalStateException("Kafka Streams failed", failure.get());
      }
      return new Outcome.Windows();
    }
  }

  /**
   * Waits until every event was processed twice: as read from the topic, and again as read from the
   * repartition topic, into which the grouping by app puts each of them once.
   */
  private static void awaitEnd(
      KafkaStreams streams, long records, AtomicReference<Throwable> failure)
      throws InterruptedException {
    double processed = 0;
    long lastProgress = System.nanoTime();
    while (processed < records && failure.get() == null) {
      Thread.sleep(20);
      double now = processed(streams);
      if (now > processed) {
        lastProgress = System.nanoTime();
        processed = now;
      } else if (System.nanoTime() - lastProgress > STALLED.toNanos()) {
        throw new IllegalStateException(
            "Kafka Streams stands still at %.0f of %d records".formatted(processed, records));
      }
    }
  }

  private static double processed(KafkaStreams streams) {
    double sum = 0;
    for (Metric metric : streams.metrics().values()) {
      if (metric.metricName().name().equals("process-total")
          && metric.metricName().group().equals("stream-thread-metrics")
          && metric.metricValue() instanceof Number number) {
        sum += number.doubleValue();
      }
    }
    return sum;
  }

  private static Topology topology(Task task) {
    Settings settings = task.settings();
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream(
            task.topic(),
            Consumed.with(Serdes.ByteArray(), DatabindSerde.of(PlayerEvent.class))
                .withTimestampExtractor(
                    (record, partitionTime) -> ((PlayerEvent) record.value()).timestamp))
        .groupBy(
            (session, event) -> event.appId,
            Grouped.with(Serdes.String(), DatabindSerde.of(PlayerEvent.class)))
        .windowedBy(
            TimeWindows.ofSizeAndGrace(settings.window(), GRACE).advanceBy(settings.slide()))
        .aggregate(
            EventTotals::new,
            (app, event, totals) -> {
              event.addTo(totals);
              return totals;
            },
            Materialized.with(Serdes.String(), new EventTotalsSerde()))
        .toStream()
        .map(
            (key, totals) ->
                KeyValue.pair(
                    key.key(), new AppWindow("app=" + key.key(), key.window().end(), totals)))
        .to(task.results(), Produced.with(Serdes.String(), DatabindSerde.of(AppWindow.class)));
    return builder.build();
  }

  private Properties properties(Task task) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, task.results());
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, task.bootstrapServers());
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
    properties.put(StreamsConfig.STATE_DIR_CONFIG, folder.resolve("streams").toString());
    properties.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
    properties.put(StreamsConfig.producerPrefix("compression.type"), "lz4");
    return properties;
  }
}
