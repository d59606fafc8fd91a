package io.playbackanalytics.ingest;

import io.playbackanalytics.event.PlaybackEvent;
import io.playbackanalytics.metric.MetricCatalog;
import io.playbackanalytics.metric.MetricExport;
import io.playbackanalytics.metric.PlaybackMetrics;
import java.time.Clock;
import java.util.Optional;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Parses inside the source, where event times still belong to a partition: behind it, one watermark
 * would have to serve the partitions that are ahead and those that are behind.
 */
public final class ParseRecords implements KafkaRecordDeserializationSchema<Ingested> {

  private static final long serialVersionUID = 1;

  private final EventTime eventTime;
  private final int maxBytes;
  private transient EventParser parser;
  private transient Clock wallClock;
  private transient Counter read;

  public ParseRecords(EventTime eventTime, int maxBytes) {
    this.eventTime = eventTime;
    this.maxBytes = maxBytes;
  }

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    parser = new EventParser(maxBytes);
    wallClock = Clock.systemUTC();
    // Parsing is never told of its end, when pushing would have to stop.
    read =
        PlaybackMetrics.open(context.getMetricGroup(), new MetricExport.Scraped())
            .counter(MetricCatalog.RECORDS_READ);
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Ingested> out) {
    read.inc();
    SourceRecord source =
        new SourceRecord(
            record.topic(),
            record.partition(),
            record.offset(),
            record.timestamp() == ConsumerRecord.NO_TIMESTAMP
                ? wallClock.millis()
                : record.timestamp(),
            record.key(),
            record.value());
    out.collect(Ingested.of(source, parse(source)));
  }

  private Parsed parse(SourceRecord source) {
    Parsed parsed = parser.parse(source.value());
    if (parsed instanceof Parsed.Accepted accepted) {
      PlaybackEvent event = accepted.event();
      Optional<Rejection> ahead = eventTime.checkAhead(event, source.timestamp());
      if (ahead.isPresent()) {
        return ahead.get();
      }
    }
    return parsed;
  }

  @Override
  public TypeInformation<Ingested> getProducedType() {
    return TypeInformation.of(Ingested.class);
  }
}
