package io.playbackanalytics.metric.push;

import java.io.Serializable;

/**
 * Told on the JobManager when an attempt of a bounded run begins and when it is over. A restart
 * ends one attempt and begins another.
 */
public interface RunObserver extends Serializable {

  /**
   * Called before anything is read.
   *
   * @param parallelism of the source
   * @return to be called once nothing of the attempt runs any more, whether it finished, failed or
   *     was ended; all classes that it needs must be loaded by now
   */
  Runnable onStart(int parallelism);

  /** One that does nothing. */
  static RunObserver none() {
    return parallelism -> () -> {};
  }
}
