package io.playbackanalytics.measure.window;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The checkpoints that may still be reading what they were given. Of some nobody hears that they
 * are over: Flink tells so of no savepoint that the job outlives.
 */
public final class CheckpointsUnderWay {

  private final Duration timeout;

  /** Each with the instant from which on it is over, whatever was heard. */
  private final Map<Long, Instant> checkpoints = new HashMap<>();

  /**
   * @param timeout after which a checkpoint is over at the latest
   */
  public CheckpointsUnderWay(Duration timeout) {
    this.timeout = timeout;
  }

  /** One more begins to read. */
  public void begin(long checkpoint, Instant now) {
    checkpoints.values().removeIf(over -> !over.isAfter(now));
    checkpoints.put(checkpoint, now.plus(timeout));
  }

  /** It is complete or was given up. */
  public void end(long checkpoint) {
    checkpoints.remove(checkpoint);
  }

  public boolean areAny() {
    return !checkpoints.isEmpty();
  }
}
