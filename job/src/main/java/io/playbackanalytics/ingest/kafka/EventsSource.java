package io.playbackanalytics.ingest.kafka;

import static org.apache.kafka.clients.consumer.ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG;

import io.playbackanalytics.event.EventTime;
import io.playbackanalytics.ingest.EventBatch;
import io.playbackanalytics.ingest.json.Wanted;
import io.playbackanalytics.ingest.silence.BrokerSilence;
import io.playbackanalytics.metric.MetricCatalog;
import io.playbackanalytics.metric.MetricExport;
import io.playbackanalytics.metric.flink.PlaybackMetrics;
import io.playbackanalytics.metric.push.RunObserver;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.synchronization.FutureCompletingBlockingQueue;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.reader.fetcher.KafkaSourceFetcherManager;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.metrics.Counter;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteBufferDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Flink's Kafka source with readers of our own, which parse on the thread that polls Kafka and emit
 * {@linkplain EventBatch batches}; see {@link FetchBatches} for why. Partitions, offsets, commits
 * and their metrics are the connector's work. And what it lacks where a run goes on from a
 * checkpoint or savepoint:
 *
 * <ul>
 *   <li>A bounded run ends. By itself, a restored one never would, and its last windows would never
 *       fire: see {@link LastSplits}.
 *   <li>A run without an end refuses the state of a bounded one, and the other way round. The state
 *       says for each partition where to stop; the former would quietly read nothing new, the
 *       latter never end.
 *   <li>Partitions of another topic than that of the settings are given up, and a topic that the
 *       state does not know is begun as at the first start. By itself, a restored run would go on
 *       reading the old topic beside the new one (FLINK-34089).
 *   <li>An observer hears of begin and end of a bounded run.
 * </ul>
 */
public final class EventsSource
    implements Source<EventBatch, KafkaPartitionSplit, KafkaSourceEnumState>,
        ResultTypeQueryable<EventBatch> {

  private static final long serialVersionUID = 1;

  private final String topic;
  private final KafkaSource<?> partitions;
  private final Properties consumer;
  private final EventTime eventTime;
  private final int maxBytes;
  private final Wanted wanted;
  private final @Nullable Duration idleTimeout;
  private final RunObserver observer;
  private final Duration firstScrape;

  /**
   * @param topic the topic of the events
   * @param partitions which of its partitions to read, from where and to where
   * @param consumer the properties of the Kafka consumers, but for the deserialisers
   * @param maxBytes values longer than this are rejected unread
   * @param idleTimeout that of the watermarks; empty if partitions never count as idle
   * @param firstScrape see {@link io.playbackanalytics.metric.MetricExport#firstScrape}
   */
  public EventsSource(
      String topic,
      KafkaSource<?> partitions,
      Properties consumer,
      EventTime eventTime,
      int maxBytes,
      Wanted wanted,
      Optional<Duration> idleTimeout,
      RunObserver observer,
      Duration firstScrape) {
    this.topic = topic;
    this.partitions = partitions;
    this.consumer = new Properties();
    this.consumer.putAll(consumer);
    this.consumer.put(KEY_DESERIALIZER_CLASS_CONFIG, ByteBufferDeserializer.class.getName());
    this.consumer.put(VALUE_DESERIALIZER_CLASS_CONFIG, ByteBufferDeserializer.class.getName());
    this.eventTime = eventTime;
    this.maxBytes = maxBytes;
    this.wanted = wanted;
    this.idleTimeout = idleTimeout.orElse(null);
    this.observer = observer;
    this.firstScrape = firstScrape;
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context) throws Exception {
    return isBounded()
        ? BoundedEnumerator.around(partitions::createEnumerator, context, observer)
        : partitions.createEnumerator(context);
  }

  /**
   * @throws IllegalStateException if the state is of a run of the other kind; the job then fails to
   *     start, with this as the cause
   */
  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState state)
      throws Exception {
    requireSameKind(state);
    KafkaSourceEnumState ofTopic = ofTopic(state);
    return isBounded()
        ? BoundedEnumerator.around(c -> partitions.restoreEnumerator(c, ofTopic), context, observer)
        : partitions.restoreEnumerator(context, ofTopic);
  }

  /** Without other topics' partitions; if there are no others, reading starts as at first. */
  private KafkaSourceEnumState ofTopic(KafkaSourceEnumState state) {
    List<KafkaPartitionSplit> assigned = ofTopic(state.assignedSplits());
    List<KafkaPartitionSplit> unassigned = ofTopic(state.unassignedSplits());
    boolean known = !assigned.isEmpty() || !unassigned.isEmpty();
    return new KafkaSourceEnumState(
        assigned, unassigned, known && state.initialDiscoveryFinished());
  }

  private List<KafkaPartitionSplit> ofTopic(Collection<KafkaPartitionSplit> splits) {
    return splits.stream().filter(split -> split.getTopic().equals(topic)).toList();
  }

  private void requireSameKind(KafkaSourceEnumState state) {
    boolean otherKind =
        Stream.concat(state.assignedSplits().stream(), state.unassignedSplits().stream())
            .anyMatch(split -> split.getStoppingOffset().isPresent() != isBounded());
    if (otherKind) {
      throw new IllegalStateException(
          isBounded()
              ? "events.bounded=true cannot go on from the state of a run without an end"
              : "events.bounded=false cannot go on from the state of a bounded run");
    }
  }

  private boolean isBounded() {
    return partitions.getBoundedness() == Boundedness.BOUNDED;
  }

  @Override
  public Boundedness getBoundedness() {
    return partitions.getBoundedness();
  }

  @Override
  public SourceReader<EventBatch, KafkaPartitionSplit> createReader(SourceReaderContext context) {
    BatchMetrics metrics = new BatchMetrics(context.metricGroup());
    // Nothing of the source is pushed: it is never told of its end, when pushing would have to
    // stop.
    PlaybackMetrics own =
        PlaybackMetrics.open(context.metricGroup(), new MetricExport.Scraped(firstScrape));
    Counter skipped = own.counter(MetricCatalog.RECORDS_SKIPPED);
    BrokerSilence silence = new BrokerSilence(System::nanoTime);
    own.gauge(MetricCatalog.SECONDS_SINCE_BROKER_ANSWERED, silence::seconds);
    FutureCompletingBlockingQueue<RecordsWithSplitIds<ConsumerRecord<byte[], byte[]>>> queue =
        new FutureCompletingBlockingQueue<>();
    return new EventsReader(
        topic,
        getBoundedness(),
        queue,
        new KafkaSourceFetcherManager(
            queue,
            () ->
                new FetchBatches(
                    topic,
                    consumer,
                    context,
                    metrics,
                    parser(),
                    skipped,
                    silence,
                    Optional.ofNullable(idleTimeout)),
            finishedSplits -> {}),
        new EmitBatches(context.metricGroup(), metrics, firstScrape),
        readerOptions(),
        context,
        metrics);
  }

  private Configuration readerOptions() {
    Configuration options = new Configuration();
    consumer
        .stringPropertyNames()
        .forEach(key -> options.setString(key, consumer.getProperty(key)));
    return options;
  }

  private BatchParser parser() {
    return new BatchParser(eventTime, maxBytes, wanted, Clock.systemUTC());
  }

  @Override
  public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
    return partitions.getSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
    return partitions.getEnumeratorCheckpointSerializer();
  }

  @Override
  public TypeInformation<EventBatch> getProducedType() {
    return TypeInformation.of(EventBatch.class);
  }

  /** Makes the enumerator that is watched. */
  private interface Maker {
    SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> make(
        SplitEnumeratorContext<KafkaPartitionSplit> context) throws Exception;
  }

  private static final class BoundedEnumerator
      implements SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> {

    private final SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> enumerator;
    private final LastSplits<KafkaPartitionSplit> last;
    private final Runnable onEnd;

    private BoundedEnumerator(
        SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> enumerator,
        LastSplits<KafkaPartitionSplit> last,
        Runnable onEnd) {
      this.enumerator = enumerator;
      this.last = last;
      this.onEnd = onEnd;
    }

    static BoundedEnumerator around(
        Maker maker, SplitEnumeratorContext<KafkaPartitionSplit> context, RunObserver observer)
        throws Exception {
      LastSplits<KafkaPartitionSplit> last = new LastSplits<>(context);
      return new BoundedEnumerator(
          maker.make(last.watched()), last, observer.onStart(context.currentParallelism()));
    }

    @Override
    public void start() {
      enumerator.start();
    }

    @Override
    public void close() throws IOException {
      try {
        enumerator.close();
      } finally {
        onEnd.run();
      }
    }

    @Override
    public void addReader(int subtask) {
      enumerator.addReader(subtask);
      last.handedTo(subtask);
    }

    @Override
    public void handleSplitRequest(int subtask, String host) {
      enumerator.handleSplitRequest(subtask, host);
    }

    @Override
    public void addSplitsBack(List<KafkaPartitionSplit> splits, int subtask) {
      enumerator.addSplitsBack(splits, subtask);
    }

    @Override
    public KafkaSourceEnumState snapshotState(long checkpointId) throws Exception {
      return enumerator.snapshotState(checkpointId);
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
      enumerator.notifyCheckpointComplete(checkpointId);
    }

    @Override
    public void notifyCheckpointAborted(long checkpointId) throws Exception {
      enumerator.notifyCheckpointAborted(checkpointId);
    }

    @Override
    public void handleSourceEvent(int subtask, SourceEvent event) {
      enumerator.handleSourceEvent(subtask, event);
    }
  }
}
