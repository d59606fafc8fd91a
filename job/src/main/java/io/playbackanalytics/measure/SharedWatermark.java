package io.playbackanalytics.measure;

import io.playbackanalytics.measure.window.JobWatermark;
import java.io.IOException;
import java.util.OptionalLong;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.runtime.taskexecutor.GlobalAggregateManager;
import org.apache.flink.streaming.api.operators.StreamingRuntimeContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells source subtasks how far the job was at a checkpoint, by way of the JobManager: the second
 * looks know it, and no stream leads back from them. Where the JobManager does not answer, nobody
 * is told, and the doubts of {@link io.playbackanalytics.measure.window.Punctuality} last until the
 * next checkpoint.
 */
final class SharedWatermark {

  private static final Logger LOG = LoggerFactory.getLogger(SharedWatermark.class);
  private static final String NAME = "second-look-watermark";

  private final GlobalAggregateManager jobManager;

  /**
   * Whether the barriers of a checkpoint part what is before it from what is behind it on all
   * channels at once. Only then were the second looks as far as they tell when the barriers of a
   * source subtask got to them.
   */
  private final boolean barriersAreAligned;

  SharedWatermark(StreamingRuntimeContext context) {
    jobManager = context.getGlobalAggregateManager();
    Configuration job = context.getJobConfiguration();
    barriersAreAligned =
        CheckpointingOptions.getCheckpointingMode(job) == CheckpointingMode.EXACTLY_ONCE
            && !CheckpointingOptions.isUnalignedCheckpointEnabled(job);
  }

  /** To be called by each of the {@code subtasks} second looks at its barriers. */
  void tell(long checkpoint, int subtasks, long watermark) {
    if (barriersAreAligned) {
      exchange(checkpoint, subtasks, watermark);
    }
  }

  /** How far the second looks were at most at that checkpoint's barriers; empty if unknown. */
  OptionalLong highestAt(long checkpoint) {
    long[] known = exchange();
    return known.length > 0 && known[0] == checkpoint
        ? OptionalLong.of(known[1])
        : OptionalLong.empty();
  }

  private long[] exchange(long... told) {
    try {
      return jobManager.updateGlobalAggregate(NAME, told, new Highest());
    } catch (IOException e) {
      if (e.getCause() instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      LOG.info("The JobManager was not told, or did not tell, how far the job is", e);
      return new long[0];
    }
  }

  /**
   * Runs in the JobManager. What goes there and back are arrays, since its process knows none of
   * the job's classes when it receives them: checkpoint, subtasks and watermark of one that tells,
   * none of one that asks; checkpoint and watermark of what is known, none if nothing is.
   */
  private static final class Highest implements AggregateFunction<long[], JobWatermark, long[]> {

    private static final long serialVersionUID = 1;

    @Override
    public JobWatermark createAccumulator() {
      return JobWatermark.UNKNOWN;
    }

    @Override
    public JobWatermark add(long[] told, JobWatermark before) {
      return told.length == 0 ? before : before.told(told[0], Math.toIntExact(told[1]), told[2]);
    }

    @Override
    public long[] getResult(JobWatermark job) {
      return job.isKnown() ? new long[] {job.checkpoint(), job.highest()} : new long[0];
    }

    /**
     * @throws UnsupportedOperationException always: there is one of it
     */
    @Override
    public JobWatermark merge(JobWatermark one, JobWatermark other) {
      throw new UnsupportedOperationException("there is one of it");
    }
  }
}
