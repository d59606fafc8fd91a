package io.playbackanalytics.ingest.kafka;

import io.playbackanalytics.ingest.EventBatch;
import io.playbackanalytics.metric.MetricCatalog;
import io.playbackanalytics.metric.MetricExport;
import io.playbackanalytics.metric.flink.PlaybackMetrics;
import java.time.Duration;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.connector.base.source.reader.RecordEmitter;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitState;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Hands batches to the first operator, and keeps the offset behind them. */
final class EmitBatches
    implements RecordEmitter<ConsumerRecord<byte[], byte[]>, EventBatch, KafkaPartitionSplitState> {

  /** In the name of the metrics of reading, where the connector's own readers put them. */
  private static final String METRIC_SCOPE = "deserializer";

  private final BatchMetrics metrics;
  private final Counter read;
  private final Counter emitted;

  EmitBatches(SourceReaderMetricGroup source, BatchMetrics metrics, Duration firstScrape) {
    this.metrics = metrics;
    // The source is never told of its end, when pushing would have to stop.
    read =
        PlaybackMetrics.open(source.addGroup(METRIC_SCOPE), new MetricExport.Scraped(firstScrape))
            .counter(MetricCatalog.RECORDS_READ);
    emitted = source.getIOMetricGroup().getNumRecordsInCounter();
  }

  @Override
  public void emitRecord(
      ConsumerRecord<byte[], byte[]> fetched,
      SourceOutput<EventBatch> output,
      KafkaPartitionSplitState split) {
    FetchedBatch ofSplit = (FetchedBatch) fetched;
    EventBatch batch = ofSplit.events();
    read.inc(batch.recordsRead());
    // Flink has counted the batch as one.
    emitted.inc(batch.recordsRead() - 1L);
    output.collect(batch, batch.newest());
    ofSplit
        .next()
        .ifPresent(
            next -> {
              split.setCurrentOffset(next);
              metrics.recordLastOffset(split.getTopicPartition(), next - 1);
            });
  }
}
