package io.playbackanalytics.measure;

import io.playbackanalytics.measure.window.SeenIds;

/**
 * What is remembered of a partition in checkpoints and savepoints; a POJO for Flink.
 *
 * <p>Entries are those of {@link SeenIds#entries}.
 */
public final class PartitionIds {

  public int partition;
  public long[] entries = {};

  /** For Flink. */
  public PartitionIds() {}

  public PartitionIds(int partition, long[] entries) {
    this.partition = partition;
    this.entries = entries;
  }
}
