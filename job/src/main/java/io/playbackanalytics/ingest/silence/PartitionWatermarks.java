package io.playbackanalytics.ingest.silence;

import io.playbackanalytics.event.EventTime;
import io.playbackanalytics.ingest.EventBatch;
import java.time.Clock;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;

/**
 * The watermark of one partition: the newest event time seen, less the out-of-orderness, less 1 ms.
 * It only follows accepted events, and no further than their record's timestamp and the wall clock
 * (see {@link EventTime}). So no clock but the TaskManagers' own can put it ahead of real time,
 * which is what {@code Lateness} relies on after an idle spell.
 *
 * <p>A partition is idle if its {@linkplain EventBatch#isIdle last batch} says so, and never
 * because nothing comes of it.
 */
public final class PartitionWatermarks implements WatermarkGenerator<EventBatch> {

  private final EventTime eventTime;
  private final Clock wallClock;
  private long newest;
  private boolean idle;

  public PartitionWatermarks(EventTime eventTime, Clock wallClock) {
    this.eventTime = eventTime;
    this.wallClock = wallClock;
    newest = Long.MIN_VALUE + eventTime.outOfOrderness().toMillis() + 1;
  }

  boolean isIdle() {
    return idle;
  }

  @Override
  public void onEvent(EventBatch batch, long timestamp, WatermarkOutput output) {
    newest = Math.max(newest, Math.min(batch.newest(), wallClock.millis()));
    idle = batch.isIdle();
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    if (idle) {
      output.markIdle();
    } else {
      Duration outOfOrderness = eventTime.outOfOrderness();
      output.emitWatermark(new Watermark(newest - outOfOrderness.toMillis() - 1));
    }
  }
}
