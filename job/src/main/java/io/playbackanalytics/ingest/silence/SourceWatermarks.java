package io.playbackanalytics.ingest.silence;

import io.playbackanalytics.event.EventTime;
import io.playbackanalytics.ingest.EventBatch;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.util.function.SerializableSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The watermarks of the source: one for each partition ({@link PartitionWatermarks}), of which
 * Flink takes the lowest, and {@link SubtaskIdleness} for each subtask.
 *
 * <p>Flink's own {@link WatermarkStrategy#withIdleness} will not do. It takes silence for idleness,
 * and a subtask that has once been idle, or has not yet read anything, stays so until its watermark
 * moves: it holds nothing back while its broker is away.
 */
public final class SourceWatermarks implements WatermarkStrategy<EventBatch> {

  private static final long serialVersionUID = 1;

  private final EventTime eventTime;
  private final @Nullable Duration idleTimeout;
  private final SerializableSupplier<Clock> wallClock;
  private transient @Nullable SubtaskIdleness subtask;

  /**
   * @param idleTimeout how long a subtask that has no partitions holds windows back; empty if it
   *     does so for ever
   */
  public SourceWatermarks(EventTime eventTime, Optional<Duration> idleTimeout) {
    this(eventTime, idleTimeout, Clock::systemUTC);
  }

  SourceWatermarks(
      EventTime eventTime, Optional<Duration> idleTimeout, SerializableSupplier<Clock> wallClock) {
    this.eventTime = eventTime;
    this.idleTimeout = idleTimeout.orElse(null);
    this.wallClock = wallClock;
  }

  /** Called in each subtask once for its main output, and then once for each partition. */
  @Override
  public WatermarkGenerator<EventBatch> createWatermarkGenerator(
      WatermarkGeneratorSupplier.Context context) {
    if (subtask == null) {
      subtask = new SubtaskIdleness(Optional.ofNullable(idleTimeout), wallClock.get());
      return subtask;
    }
    PartitionWatermarks partition = new PartitionWatermarks(eventTime, wallClock.get());
    subtask.add(partition);
    return partition;
  }
}
