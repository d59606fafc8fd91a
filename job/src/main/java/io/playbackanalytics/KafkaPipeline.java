package io.playbackanalytics;

import io.playbackanalytics.event.CohortDefinition;
import io.playbackanalytics.event.Dimension;
import io.playbackanalytics.ingest.EventBatch;
import io.playbackanalytics.ingest.json.Wanted;
import io.playbackanalytics.ingest.kafka.EventsSource;
import io.playbackanalytics.ingest.kafka.StartingOffsets;
import io.playbackanalytics.ingest.silence.SourceWatermarks;
import io.playbackanalytics.measure.window.PlaybackQuality;
import io.playbackanalytics.metric.MetricExport;
import io.playbackanalytics.metric.flink.ExposeMetrics;
import io.playbackanalytics.metric.push.DeletePushedMetrics;
import io.playbackanalytics.metric.push.RunObserver;
import io.playbackanalytics.publish.HandedOn;
import io.playbackanalytics.publish.LateRecordSchema;
import io.playbackanalytics.publish.PlayRecordSchema;
import io.playbackanalytics.publish.QualityRecordSchema;
import io.playbackanalytics.publish.RejectedRecordSchema;
import io.playbackanalytics.settings.Delivery;
import io.playbackanalytics.settings.JobSettings;
import io.playbackanalytics.settings.PlaySettings;
import io.playbackanalytics.settings.StartPosition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The pipeline with Kafka at both ends, as the settings ask for it. */
public final class KafkaPipeline {

  /** Of what the job writes, unless {@code kafka.properties.compression.type} says otherwise. */
  private static final String COMPRESSION = "lz4";

  /**
   * What a record on the rejected or the late topic may weigh, in bytes: anything that the events
   * topic could hold, so the producers' own limit must not be the one that decides.
   */
  private static final int MAX_REQUEST_BYTES = 64 << 20;

  /**
   * The most that a broker grants by default, 15 min. It must outlast a checkpoint and a restart: a
   * transaction that is prepared and not committed for longer is aborted by Kafka, and what it held
   * is missing, although the checkpoint counts it as published.
   */
  static final String TRANSACTION_TIMEOUT_MS = "900000";

  private final JobSettings settings;

  private KafkaPipeline(JobSettings settings) {
    this.settings = settings;
  }

  /** The whole job between the topics that the settings name. */
  public static PlaybackPipeline of(JobSettings settings) {
    return new KafkaPipeline(settings).pipeline();
  }

  private PlaybackPipeline pipeline() {
    return new PlaybackPipeline(
        events(),
        watermarks(),
        settings.measures(),
        settings.lateness(),
        settings.cohorts(),
        settings.maxCohorts(),
        settings.dedupWindow(),
        new ExposeMetrics(settings.measures(), settings.exposureLimits()),
        settings.metricExport(),
        plays(),
        qualitySink(OperatorId.QUALITY),
        qualitySink(OperatorId.OTHER_QUALITY),
        sink(
            OperatorId.REJECTED,
            settings.rejectedTopic(),
            new RejectedRecordSchema(copies(settings.rejectedTopic()))),
        sink(
            OperatorId.LATE,
            settings.lateTopic(),
            new LateRecordSchema(copies(settings.lateTopic()))));
  }

  private KafkaSink<PlaybackQuality> qualitySink(OperatorId id) {
    return sink(
        id,
        settings.qualityTopic(),
        new QualityRecordSchema(settings.qualityTopic(), settings.measures()));
  }

  private Optional<PlaybackPipeline.TrackedPlays> plays() {
    if (!settings.measures().areOfPlays()) {
      return Optional.empty();
    }
    PlaySettings plays = settings.plays();
    return Optional.of(
        new PlaybackPipeline.TrackedPlays(
            plays.rules(),
            plays.maxOpen(),
            sink(
                OperatorId.LEDGER,
                plays.topic(),
                new PlayRecordSchema(plays.topic(), settings.measures(), dimensions()))));
  }

  private List<Dimension> dimensions() {
    return CohortDefinition.dimensionsOf(settings.cohorts());
  }

  private RunObserver runObserver() {
    return settings.metricExport() instanceof MetricExport.Pushed pushed
        ? new DeletePushedMetrics(
            pushed.target(),
            Stream.of(
                    OperatorId.ADD_TO_SLICES,
                    OperatorId.TAKE_SECOND_LOOK,
                    OperatorId.TRACK_PLAYS,
                    OperatorId.COMBINE_SLICES,
                    OperatorId.COMBINE_OTHERS)
                .map(OperatorId::displayName)
                .toList())
        : RunObserver.none();
  }

  private EventsSource events() {
    return new EventsSource(
        settings.eventsTopic(),
        partitions(),
        consumerProperties(),
        settings.eventTime(),
        settings.maxEventBytes(),
        new Wanted(
            settings.measures().columns(),
            dimensions(),
            !settings.dedupWindow().isZero(),
            settings.measures().areOfPlays()),
        idleTimeout(),
        runObserver(),
        settings.metricExport().firstScrape());
  }

  private KafkaSource<byte[]> partitions() {
    KafkaSourceBuilder<byte[]> builder = KafkaSource.builder();
    if (settings.bounded()) {
      builder.setBounded(OffsetsInitializer.latest());
    }
    return builder
        .setProperties(consumerProperties())
        .setTopics(settings.eventsTopic())
        .setStartingOffsets(startingOffsets())
        // The builder asks for one; the readers of the events do not use it.
        .setDeserializer(KafkaRecordDeserializationSchema.valueOnly(ByteArrayDeserializer.class))
        .build();
  }

  /** What the connector sets, too, where a source is built with its own readers. */
  private Properties consumerProperties() {
    Properties properties = new Properties();
    // Aborted transactions are no events.
    properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    // Fewer polls than with the default of 500; more would no longer fit into the core's cache.
    properties.setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "2000");
    // New partitions are found in seconds.
    properties.setProperty("partition.discovery.interval.ms", settings.bounded() ? "-1" : "10000");
    properties.putAll(settings.kafkaProperties());
    properties.setProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    properties.setProperty(ConsumerConfig.GROUP_ID_CONFIG, settings.groupId());
    properties.setProperty("client.id.prefix", settings.groupId());
    properties.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    // An offset that is gone is for the readers to skip, who count what is missing.
    properties.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    return properties;
  }

  private WatermarkStrategy<EventBatch> watermarks() {
    return new SourceWatermarks(settings.eventTime(), idleTimeout());
  }

  /**
   * A run that ends needs no idle partitions: one that has ended holds nothing back, and waiting
   * for a slow one keeps the results independent of the machine's speed.
   */
  private Optional<Duration> idleTimeout() {
    return settings.bounded() ? Optional.empty() : Optional.of(settings.idleTimeout());
  }

  private HandedOn copies(String topic) {
    return new HandedOn(
        topic,
        settings.maxEventBytes(),
        settings
            .kafkaProperties()
            .getOrDefault(ProducerConfig.COMPRESSION_TYPE_CONFIG, COMPRESSION));
  }

  private <T> KafkaSink<T> sink(
      OperatorId id, String topic, KafkaRecordSerializationSchema<T> schema) {
    return KafkaSink.<T>builder()
        .setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, COMPRESSION)
        .setProperty("max.request.size", Integer.toString(MAX_REQUEST_BYTES))
        .setProperty("buffer.memory", Integer.toString(MAX_REQUEST_BYTES))
        .setProperty(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MS)
        .setKafkaProducerConfig(clientProperties())
        .setBootstrapServers(settings.bootstrapServers())
        .setRecordSerializer(schema)
        .setDeliveryGuarantee(
            settings.delivery() == Delivery.EXACTLY_ONCE
                ? DeliveryGuarantee.EXACTLY_ONCE
                : DeliveryGuarantee.AT_LEAST_ONCE)
        .setTransactionalIdPrefix(transactionalIdPrefix(id, topic))
        .build();
  }

  /**
   * The same for every attempt of a job and for whoever goes on from its state, who thereby aborts
   * what it has left open; another one for every other job, whose transactions it would take away
   * otherwise, which ends the TaskManagers of that job. What tells jobs apart is where they write
   * and whether they are bounded, since both are often left with one consumer group.
   */
  private String transactionalIdPrefix(OperatorId id, String topic) {
    return String.join(
        "-", settings.groupId(), settings.bounded() ? "backfill" : "live", topic, id.uid());
  }

  private StartingOffsets startingOffsets() {
    StartPosition start = settings.start();
    if (start instanceof StartPosition.From from) {
      return StartingOffsets.from(from.instant());
    }
    if (start instanceof StartPosition.Earliest) {
      return StartingOffsets.earliest();
    }
    if (start instanceof StartPosition.Latest) {
      return StartingOffsets.latest();
    }
    return StartingOffsets.committed(
        start instanceof StartPosition.CommittedOrEarliest
            ? StartingOffsets.earliest()
            : StartingOffsets.latest());
  }

  private Properties clientProperties() {
    Properties properties = new Properties();
    properties.putAll(settings.kafkaProperties());
    return properties;
  }
}
