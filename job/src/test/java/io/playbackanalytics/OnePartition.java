package io.playbackanalytics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.playbackanalytics.event.CohortDefinition;
import io.playbackanalytics.event.Dimension;
import io.playbackanalytics.event.SourceRecord;
import io.playbackanalytics.ingest.EventBatch;
import io.playbackanalytics.ingest.kafka.Partition;
import io.playbackanalytics.measure.AddToSlices;
import io.playbackanalytics.measure.CombineSlices;
import io.playbackanalytics.measure.SideOutputs;
import io.playbackanalytics.measure.total.QualityTotals;
import io.playbackanalytics.measure.window.CohortPlaces;
import io.playbackanalytics.measure.window.Hop;
import io.playbackanalytics.measure.window.Lateness;
import io.playbackanalytics.measure.window.PlaybackQuality;
import io.playbackanalytics.measure.window.Slice;
import io.playbackanalytics.metric.MetricExport;
import io.playbackanalytics.metric.flink.ExposeMetrics;
import io.playbackanalytics.oracle.ExactJson;
import io.playbackanalytics.publish.json.QualityEncoder;
import io.playbackanalytics.settings.JobSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** The operators of the job one behind the other, fed record by record without a cluster. */
final class OnePartition implements AutoCloseable {

  /** Revisions begin with it. */
  private static final Instant BEGINNING = Instant.ofEpochMilli(1);

  private static final long RECORD_TIMESTAMP = 1_750_000_100_000L;

  private final OneInputStreamOperatorTestHarness<EventBatch, Slice> addToSlices;
  private final KeyedOneInputStreamOperatorTestHarness<String, Slice, PlaybackQuality>
      combineSlices;
  private final Partition partition = new Partition(Dimension.APP, Dimension.OS);
  private final WatermarkGenerator<EventBatch> watermarks = Partition.watermarks();

  OnePartition() throws Exception {
    Lateness lateness =
        new Lateness(new Hop(Duration.ofSeconds(5), Duration.ofSeconds(1)), Duration.ofSeconds(30));
    List<CohortDefinition> cohorts =
        List.of(CohortDefinition.parse("app"), CohortDefinition.parse("app,os"));
    addToSlices =
        new OneInputStreamOperatorTestHarness<>(
            new AddToSlices(
                QualityTotals.QUALITY,
                lateness,
                cohorts,
                Duration.ZERO,
                new MetricExport.Scraped(Duration.ZERO)));
    addToSlices.open();
    combineSlices =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new CombineSlices(
                QualityTotals.QUALITY,
                lateness,
                cohorts,
                CohortPlaces.upTo(1000),
                Duration.ofMinutes(10),
                new ExposeMetrics(QualityTotals.QUALITY, JobSettings.parse().exposureLimits()),
                new MetricExport.Scraped(Duration.ZERO),
                Clock.fixed(BEGINNING, ZoneOffset.UTC)),
            Slice::cohort,
            Types.STRING);
    combineSlices.open();
  }

  /** Reads a record, and lets the watermark follow. */
  void read(byte[] value) throws Exception {
    EventBatch batch = partition.batch(RECORD_TIMESTAMP, value);
    addToSlices.processElement(new StreamRecord<>(batch));
    WatermarkOutput output = new Forward();
    watermarks.onEvent(batch, RECORD_TIMESTAMP, output);
    watermarks.onPeriodicEmit(output);
  }

  /** Ends the stream: every window fires. */
  void end() {
    new Forward().emitWatermark(Watermark.MAX_WATERMARK);
  }

  /** What was published, by window and cohort. */
  List<JsonNode> quality() {
    QualityEncoder encoder = new QualityEncoder(QualityTotals.QUALITY);
    return combineSlices.extractOutputValues().stream()
        .sorted(
            Comparator.comparingLong(PlaybackQuality::windowEnd)
                .thenComparing(PlaybackQuality::cohort)
                .thenComparing(PlaybackQuality::revision))
        .map(quality -> ExactJson.read(encoder.value(quality)))
        .toList();
  }

  /** Offset, reason and field of what was rejected. */
  List<JsonNode> rejected() {
    return sideOutput(SideOutputs.REJECTED)
        .map(
            record ->
                at(record.source())
                    .put("reason", record.rejection().reason().wire())
                    .put("field", record.rejection().field()))
        .<JsonNode>map(document -> document)
        .toList();
  }

  /** Offset of what was late, and the watermark for which it was. */
  List<JsonNode> late() {
    return sideOutput(SideOutputs.LATE)
        .map(record -> at(record.source()).put("watermark", record.watermark()))
        .<JsonNode>map(document -> document)
        .toList();
  }

  private static ObjectNode at(SourceRecord source) {
    return JsonNodeFactory.instance.objectNode().put("offset", (int) source.offset());
  }

  @Override
  public void close() throws Exception {
    addToSlices.close();
    combineSlices.close();
  }

  private <T> Stream<T> sideOutput(OutputTag<T> tag) {
    Queue<StreamRecord<T>> records = addToSlices.getSideOutput(tag);
    return records == null ? Stream.empty() : records.stream().map(StreamRecord::getValue);
  }

  /** Sends a watermark through both operators, and the slices that it completes ahead of it. */
  private final class Forward implements WatermarkOutput {

    @Override
    public void emitWatermark(Watermark mark) {
      try {
        long time = mark.getTimestamp();
        addToSlices.processWatermark(time);
        for (Slice slice : addToSlices.extractOutputValues()) {
          combineSlices.processElement(new StreamRecord<>(slice, time));
        }
        addToSlices.getOutput().clear();
        combineSlices.processWatermark(time);
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void markIdle() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void markActive() {
      throw new UnsupportedOperationException();
    }
  }
}
