package io.playbackanalytics.ingest;

import java.time.Clock;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * The watermark of one partition: the newest event time seen, less the out-of-orderness, less 1 ms.
 * It only follows accepted events, and no further than their record's timestamp and the wall clock
 * (see {@link EventTime}). So no clock but the TaskManagers' own can put it ahead of real time,
 * which is what {@code Lateness} relies on after an idle spell.
 */
public final class PartitionWatermarks implements WatermarkGenerator<EventBatch> {

  private final EventTime eventTime;
  private final Clock wallClock;
  private long newest;

  PartitionWatermarks(EventTime eventTime, Clock wallClock) {
    this.eventTime = eventTime;
    this.wallClock = wallClock;
    newest = Long.MIN_VALUE + eventTime.outOfOrderness().toMillis() + 1;
  }

  /**
   * Generates watermarks for each partition on its own. Partitions never count as idle; with {@link
   * WatermarkStrategy#withIdleness} those do that {@link PartitionEnds} is sure of.
   */
  public static WatermarkStrategy<EventBatch> strategy(EventTime eventTime) {
    return new Strategy(eventTime);
  }

  @Override
  public void onEvent(EventBatch batch, long timestamp, WatermarkOutput output) {
    newest = Math.max(newest, Math.min(batch.newest(), wallClock.millis()));
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    Duration outOfOrderness = eventTime.outOfOrderness();
    output.emitWatermark(new Watermark(newest - outOfOrderness.toMillis() - 1));
  }

  private record Strategy(EventTime eventTime) implements WatermarkStrategy<EventBatch> {

    @Override
    public WatermarkGenerator<EventBatch> createWatermarkGenerator(
        WatermarkGeneratorSupplier.Context context) {
      return new PartitionWatermarks(eventTime, Clock.systemUTC());
    }
  }
}
