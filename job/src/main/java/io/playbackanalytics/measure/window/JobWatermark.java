package io.playbackanalytics.measure.window;

/**
 * How far the job was, at most, when the barriers of a checkpoint went through it: the highest
 * watermark of its second looks, each at its own barriers. It is known once all of them have told
 * theirs.
 *
 * @param checkpoint the newest of which anything was told
 * @param missing how many have not told theirs
 * @param highest of those that have
 */
public record JobWatermark(long checkpoint, int missing, long highest) {

  /** Nobody has told anything. */
  public static final JobWatermark UNKNOWN = new JobWatermark(Long.MIN_VALUE, 1, Long.MIN_VALUE);

  /**
   * What is known when one more has told its watermark.
   *
   * @param subtasks how many there are to tell theirs
   */
  public JobWatermark told(long ofCheckpoint, int subtasks, long watermark) {
    if (ofCheckpoint < checkpoint) {
      return this;
    }
    return ofCheckpoint == checkpoint
        ? new JobWatermark(checkpoint, missing - 1, Math.max(highest, watermark))
        : new JobWatermark(ofCheckpoint, subtasks - 1, watermark);
  }

  public boolean isKnown() {
    return missing == 0;
  }
}
