package io.playbackanalytics.ingest.silence;

import io.playbackanalytics.ingest.EventBatch;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;

/**
 * Whether a subtask of the source holds windows back: as long as one of its partitions is not idle,
 * and at first, when it may yet be given some.
 *
 * <p>Flink keeps an output of its own for what belongs to no partition, and this is its generator.
 * The subtask is idle only if that output is, too, whatever Flink thinks of the partitions'.
 */
final class SubtaskIdleness implements WatermarkGenerator<EventBatch> {

  private final List<PartitionWatermarks> partitions = new ArrayList<>();
  private final Clock wallClock;
  private final long idleWithoutPartitions;

  /**
   * @param idleTimeout how long it may take until the first partition comes; empty if for ever
   */
  SubtaskIdleness(Optional<Duration> idleTimeout, Clock wallClock) {
    this.wallClock = wallClock;
    this.idleWithoutPartitions =
        idleTimeout.map(timeout -> wallClock.millis() + timeout.toMillis()).orElse(Long.MAX_VALUE);
  }

  void add(PartitionWatermarks partition) {
    partitions.add(partition);
  }

  /**
   * @throws IllegalStateException always: every batch is of a partition
   */
  @Override
  public void onEvent(EventBatch batch, long timestamp, WatermarkOutput output) {
    throw new IllegalStateException("a batch of no partition");
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    if (isIdle()) {
      output.markIdle();
    } else {
      output.markActive();
    }
  }

  private boolean isIdle() {
    return partitions.isEmpty()
        ? wallClock.millis() >= idleWithoutPartitions
        : partitions.stream().allMatch(PartitionWatermarks::isIdle);
  }
}
